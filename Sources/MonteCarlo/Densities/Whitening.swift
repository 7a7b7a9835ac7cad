import LinearAlgebra
import Tensors

/// Coordinates z in which the Gaussian `N(c, A⁻¹)` is standard normal: `x = c + L⁻ᵀ z` with `A = L Lᵀ`.
///
/// Moving a unit-mass particle in z is moving one of the dense mass matrix A in x: a precision that is
/// known beforehand spares the sampler from learning it (Neal, 2011, §5.4.1).
public struct Whitening: Sendable {
  /// The center c.
  public let center: [Double]
  private let precision: Tensor<Double>
  private let factor: Cholesky<Double>

  /// The coordinates of a center and a positive definite precision matrix A, of shape (n, n).
  public init(center: [Double], precision: Tensor<Double>) throws(LinearAlgebraError) {
    self.center = center
    self.precision = precision
    factor = try Cholesky(precision)
  }

  /// The covariance A⁻¹ of the Gaussian, of shape (n, n).
  public var covariance: Tensor<Double> { factor.inverse() }

  /// `log det A`.
  public var logDeterminant: Double { factor.logDeterminant }

  /// `c + L⁻ᵀ z` for each row z of a matrix (S, n).
  public func points(of rows: Tensor<Double>) -> Tensor<Double> {
    factor.colored(rows) + Tensor(center)
  }

  /// `c + L⁻ᵀ z`.
  public func point(of coordinates: [Double]) -> [Double] {
    points(of: row(coordinates)).scalars
  }

  /// `Lᵀ (x - c) = L⁻¹ A (x - c)`.
  public func coordinates(of point: [Double]) -> [Double] {
    let deviation = row(zip(point, center).map { $0 - $1 })
    return factor.whitened(deviation.matrixProduct(precision)).scalars
  }

  /// The gradient in z, `L⁻¹ g`, of one in x.
  public func gradient(of gradient: [Double]) -> [Double] {
    factor.whitened(row(gradient)).scalars
  }

  /// `L⁻ᵀ S L⁻¹`, the covariance in x of a covariance S in z.
  public func covariance(of matrix: Tensor<Double>) -> Tensor<Double> {
    factor.colored(factor.colored(matrix).transposed())
  }

  private func row(_ vector: [Double]) -> Tensor<Double> {
    Tensor(shape: [1, vector.count], scalars: vector)
  }
}

/// A density in whitened coordinates, `log p(c + L⁻ᵀ z)`: without the constant `½ log det A`.
public struct WhitenedDensity<Base: LogDensity>: LogDensity {
  /// The density in x.
  public let base: Base
  /// The coordinates.
  public let whitening: Whitening

  /// A density seen in other coordinates.
  public init(_ base: Base, _ whitening: Whitening) {
    precondition(base.dimension == whitening.center.count, "a center of another dimension")
    self.base = base
    self.whitening = whitening
  }

  /// The number n of coordinates.
  public var dimension: Int { base.dimension }

  /// The value at `x = c + L⁻ᵀ z`, and the gradient `L⁻¹ ∇ log p(x)`.
  public func evaluated(at position: [Double]) -> DensityPoint {
    let inner = base.evaluated(at: whitening.point(of: position))
    return DensityPoint(
      position: position, logDensity: inner.logDensity,
      gradient: whitening.gradient(of: inner.gradient))
  }
}
