import LinearAlgebra
import RealModule
import Tensors

/// The Gaussian that a density is, found from the density alone: where the gradient of `log p` is affine,
/// `log p(x) = log p(m) - ½ (x - m)ᵀ A (x - m)`.
public struct GaussianForm: Sendable {
  /// The mean m.
  public let mean: [Double]
  /// The covariance A⁻¹, of shape (n, n).
  public let covariance: Tensor<Double>
  /// `log ∫ p(x) dx = log p(m) + n/2 log 2π - ½ log det A`.
  public let logIntegral: Double

  /// The standard deviation of each coordinate.
  public var deviations: [Double] {
    mean.indices.map { covariance[$0, $0].squareRoot() }
  }

  /// How far the gradient may be from affine for rounding, relative to its change.
  private static let tolerance = 1e-8

  /// The Gaussian of a density; nil where its gradient is not affine about the whitening's center, or has
  /// no maximum.
  ///
  /// In whitened coordinates steps of one are of the density's own size, so that a density that is only
  /// nearly Gaussian shows it. A takes n + 1 gradients: its columns are `g(0) - g(eᵢ)`.
  public init?<Base: LogDensity>(of base: Base, in whitening: Whitening) throws(LinearAlgebraError)
  {
    let density = WhitenedDensity(base, whitening)
    let count = density.dimension
    let origin = density.evaluated(at: [Double](repeating: 0, count: count)).gradient
    guard Self.isAffine(density, from: origin) else { return nil }
    var matrix = Tensor<Double>.zeros([count, count])
    for index in 0..<count {
      var unit = [Double](repeating: 0, count: count)
      unit[index] = 1
      let gradient = density.evaluated(at: unit).gradient
      for place in 0..<count {
        let entry = 0.5 * (origin[place] - gradient[place])
        matrix.scalars[index * count + place] += entry
        matrix.scalars[place * count + index] += entry
      }
    }
    let factor: Cholesky<Double>
    do {
      factor = try Cholesky(matrix)
    } catch .notPositiveDefinite {
      return nil
    }
    let top = factor.solve(Tensor(shape: [1, count], scalars: origin)).scalars
    mean = whitening.point(of: top)
    covariance = whitening.covariance(of: factor.inverse())
    logIntegral =
      density.evaluated(at: top).logDensity + 0.5 * Double(count) * .log(2 * .pi)
      - 0.5 * (factor.logDeterminant + whitening.logDeterminant)
  }

  /// Whether `g(v) - g(0)`, `g(0) - g(-v)` and `½ (g(2v) - g(0))` agree for some random v.
  private static func isAffine<Density: LogDensity>(
    _ density: Density, from origin: [Double]
  ) -> Bool {
    var random = RandomStream(seed: 0)
    return (0..<3).allSatisfy { _ in
      let direction = origin.map { _ in random.normal() }
      let changes = [1.0, -1, 2].map { scale in
        zip(density.evaluated(at: direction.map { scale * $0 }).gradient, origin).map {
          ($0 - $1) / scale
        }
      }
      let size = changes[0].map(abs).max() ?? 0
      guard size.isFinite else { return false }
      return changes.dropFirst().allSatisfy { change in
        zip(change, changes[0]).allSatisfy { abs($0 - $1) <= tolerance * size }
      }
    }
  }
}
