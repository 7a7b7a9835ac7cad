import Curvature
import LinearAlgebra
import Tensors

/// `GᵀG + R` with as a rule fewer rows of G than parameters, by way of `K = I + G R⁻¹ Gᵀ` (Woodbury).
///
/// `(GᵀG + R)⁻¹ = R⁻¹ - R⁻¹ Gᵀ K⁻¹ G R⁻¹` and `log det(GᵀG + R) - log det R = log det K`.
struct DualPrecision: PrecisionFactor {
  private let rows: GradientRows
  private let selection: ParameterSelection
  /// The diagonal of R⁻¹.
  private let weights: [Double]
  private let cholesky: Cholesky<Double>

  /// From the products `G R⁻¹ Gᵀ`.
  init(
    _ rows: GradientRows, products: Tensor<Double>, weights: [Double],
    over selection: ParameterSelection
  ) throws(LinearAlgebraError) {
    var products = products
    for row in 0..<rows.count { products.scalars[row * (rows.count + 1)] += 1 }
    cholesky = try Cholesky(products)
    self.rows = rows
    self.selection = selection
    self.weights = weights
  }

  var logDeterminantRatio: Double { cholesky.logDeterminant }

  /// `1/rᵢ - Σ (L⁻¹ G)²ₖᵢ/rᵢ²`.
  func variances() -> [Double] {
    let whitened = cholesky.whitened(rows.matrix.transposed())
    let reductions = (whitened * whitened).summed(overAxis: 1).scalars
    return zip(weights, reductions).map { $0 - $0 * $0 * $1 }
  }

  func sandwich(_ diagonal: [Double]) -> [Double] {
    let whitened = cholesky.whitened(rows.matrix.transposed()).transposed()
    return LowRankSandwich(
      weights: weights, directions: whitened * Tensor(weights),
      shrinkage: [Double](repeating: 1, count: rows.count)
    ).diagonal(diagonal)
  }

  func solve(_ vectors: Tensor<Double>) -> Tensor<Double> {
    let scaled = vectors * Tensor(weights)
    let matrix = rows.matrix
    let seen = cholesky.solve(scaled.matrixProduct(matrix, transposingOther: true))
    return scaled - seen.matrixProduct(matrix) * Tensor(weights)
  }

  func covariance<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    let reductions = reductions(GradientRows(sweep, of: selection))
    var total = sweep.outerProducts(of: selection, weights: weights)
    total.add(reductions.productsByExample(outputs: sweep.cotangentCount), scaledBy: -1)
    return total
  }

  /// `W = J R⁻¹ Gᵀ L⁻ᵀ` for some rows of a Jacobian: the data takes `W Wᵀ` off their covariance.
  func reductions(_ jacobian: GradientRows) -> Tensor<Double> {
    cholesky.whitened(jacobian.products(with: rows, weights: weights))
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) -> Tensor<Double> {
    covariance(sweeps.map { GradientRows($0, of: selection) })
  }

  /// `J (GᵀG + R)⁻¹ Jᵀ` for the rows of all parts of a Jacobian, one part after the other.
  func covariance(_ jacobians: [GradientRows]) -> Tensor<Double> {
    let reductions = Tensor.concatenated(jacobians.map(reductions))
    var total = jacobians.outerProducts(weights: weights)
    total.add(reductions.matrixProduct(reductions, transposingOther: true), scaledBy: -1)
    return total
  }

  /// With `x ~ N(0, R⁻¹)` and `e ~ N(0, I)`, `x - R⁻¹ Gᵀ K⁻¹ (G x + e)` has the covariance
  /// `(GᵀG + R)⁻¹`: the prior's draw, corrected by what the data says (Matheron's rule).
  func deviations(count: Int, using random: inout RandomStream) -> Tensor<Double> {
    let deviations = Tensor(weights.map { $0.squareRoot() })
    let prior = random.normals([count, selection.count]) * deviations
    let matrix = rows.matrix
    let seen =
      prior.matrixProduct(matrix, transposingOther: true)
      + random.normals([count, rows.count])
    let correction = cholesky.solve(seen).matrixProduct(matrix) * Tensor(weights)
    return prior - correction
  }
}
