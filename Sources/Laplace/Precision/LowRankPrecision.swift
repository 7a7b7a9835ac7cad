import Curvature
import LinearAlgebra
import RealModule
import Tensors

/// `UᵀSU + R` with a few orthonormal rows of U, as `R^½ (I + Wᵀ T W) R^½` with orthonormal rows of W.
///
/// With `B = U R⁻¹ Uᵀ = C Cᵀ` and the eigenpairs `CᵀSC = V T Vᵀ`, `W = Vᵀ C⁻¹ U R^-½`. For one precision ρ
/// of all parameters, `W = U` and `T = S/ρ`.
struct LowRankPrecision: PrecisionFactor {
  private let selection: ParameterSelection
  /// The diagonal of R⁻¹.
  private let weights: [Double]
  /// The diagonal of T.
  private let values: [Double]
  /// `W R^-½`, of shape (K, P).
  private let directions: Tensor<Double>

  init(_ curvature: LowRankCurvature, _ prior: RelativePrior) throws(LinearAlgebraError) {
    selection = curvature.selection
    weights = prior.values(over: selection).map { 1 / $0 }
    let scaled = curvature.eigenvectors * Tensor(weights.map { $0.squareRoot() })
    if let uniform = prior.uniform {
      values = curvature.eigenvalues.map { $0 / uniform }
      directions = scaled
    } else {
      // C⁻¹ U R^-½, whose rows are orthonormal.
      let cholesky = try Cholesky(scaled.matrixProduct(scaled, transposingOther: true))
      let basis = cholesky.whitened(scaled.transposed()).transposed()
      // CᵀSC = (C⁻¹ U R^-½)(R^-½ Uᵀ S U R^-½)(…)ᵀ.
      let overlaps = basis.matrixProduct(scaled, transposingOther: true)
      let inner = (overlaps * Tensor(curvature.eigenvalues))
        .matrixProduct(overlaps, transposingOther: true)
      let eigen = try SymmetricEigen(inner)
      values = eigen.values
      directions = eigen.vectors.matrixProduct(basis) * Tensor(weights.map { $0.squareRoot() })
    }
    guard values.allSatisfy({ $0 > -1 }) else {
      throw .notPositiveDefinite(minor: selection.count)
    }
  }

  var logDeterminantRatio: Double { values.reduce(0) { $0 + .log(onePlus: $1) } }

  /// `1/rᵢ - Σ t/(1 + t) wₖᵢ²/rᵢ`.
  func variances() -> [Double] {
    let reductions = Tensor(shape: [1, values.count], scalars: shrinkage)
      .matrixProduct(directions * directions).scalars
    return zip(weights, reductions).map { $0 - $1 }
  }

  func sandwich(_ diagonal: [Double]) -> [Double] {
    LowRankSandwich(weights: weights, directions: directions, shrinkage: shrinkage)
      .diagonal(diagonal)
  }

  /// `R⁻¹ x - R^-½ Wᵀ diag(t/(1 + t)) W R^-½ x`.
  func solve(_ rows: Tensor<Double>) -> Tensor<Double> {
    let overlaps = rows.matrixProduct(directions, transposingOther: true)
    return rows * Tensor(weights) - (overlaps * Tensor(shrinkage)).matrixProduct(directions)
  }

  func covariance<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    let y = overlaps(sweep).reshaped([sweep.outputs.shape[0], sweep.cotangentCount, values.count])
    var total = sweep.outerProducts(of: selection, weights: weights)
    total.add((y * Tensor(shrinkage)).matrixProduct(y, transposingOther: true), scaledBy: -1)
    return total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) -> Tensor<Double> {
    let y = Tensor.concatenated(sweeps.map(overlaps))
    var total = sweeps.map { GradientRows($0, of: selection) }.outerProducts(weights: weights)
    total.add((y * Tensor(shrinkage)).matrixProduct(y, transposingOther: true), scaledBy: -1)
    return total
  }

  /// `R^-½ (z - Wᵀ diag(1 - 1/√(1 + t)) W z)` for standard normal z.
  func deviations(count: Int, using random: inout RandomStream) -> Tensor<Double> {
    let roots = Tensor(weights.map { $0.squareRoot() })
    let noise = random.normals([count, selection.count])
    let shrinkage = Tensor(values.map { 1 - 1 / (1 + $0).squareRoot() })
    let overlaps = (noise / roots).matrixProduct(directions, transposingOther: true)
    return noise * roots - (overlaps * shrinkage).matrixProduct(directions)
  }

  /// `J R^-½ Wᵀ`: (batch · C, K).
  private func overlaps<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    sweep.jacobianRows(of: selection).matrixProduct(directions, transposingOther: true)
  }

  /// `t/(1 + t)`.
  private var shrinkage: [Double] { values.map { $0 / (1 + $0) } }
}
