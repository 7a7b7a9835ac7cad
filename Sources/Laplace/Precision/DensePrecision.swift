import Curvature
import LinearAlgebra
import Parallelism
import Tensors

/// A dense `H + R = L Lᵀ`.
struct DensePrecision: PrecisionFactor {
  private let cholesky: Cholesky<Double>
  private let selection: ParameterSelection
  private let inverse = Cached<Tensor<Double>>()
  let logDeterminantRatio: Double

  init(
    _ matrix: consuming SymmetricMatrix<Double>, _ prior: RelativePrior,
    over selection: ParameterSelection
  ) throws(LinearAlgebraError) {
    let diagonal = prior.values(over: selection)
    matrix.addToDiagonal(diagonal)
    cholesky = try Cholesky(consume matrix)
    self.selection = selection
    logDeterminantRatio = cholesky.logDeterminant - diagonal.reduce(0) { $0 + .log($1) }
  }

  private func inverseMatrix() -> Tensor<Double> { inverse.value { cholesky.inverse() } }

  func variances() -> [Double] {
    let (matrix, order) = (inverseMatrix(), selection.count)
    return (0..<order).map { matrix.scalars[$0 * (order + 1)] }
  }

  /// `Σⱼ Sᵢⱼ² dⱼ` for the inverse S.
  func sandwich(_ diagonal: [Double]) -> [Double] {
    let (matrix, order) = (inverseMatrix(), selection.count)
    return Parallel.map(order) { row in
      let start = row * order
      return (0..<order).reduce(0.0) { sum, column in
        let entry = matrix.scalars[start + column]
        return sum + entry * entry * diagonal[column]
      }
    }
  }

  func solve(_ rows: Tensor<Double>) -> Tensor<Double> { cholesky.solve(rows) }

  /// The covariance is `W Wᵀ` for `W = J L⁻ᵀ`.
  func covariance<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    let factors = sweep.factors(for: selection)
    if let layer = LayerRows(factors), sweep.cotangentCount > 2 {
      return layer.covariance(inverseMatrix())
    }
    // Rows are as long as all parameters: a few hundred at a time are enough for the solves to be fast.
    let (batch, size) = (sweep.outputs.shape[0], max(1, Self.rowLimit / sweep.cotangentCount))
    return .concatenated(
      stride(from: 0, to: batch, by: size).map { start in
        let examples = start..<min(batch, start + size)
        return cholesky.whitened(sweep.jacobianRows(examples, of: selection, in: factors))
          .productsByExample(outputs: sweep.cotangentCount)
      })
  }

  private static var rowLimit: Int { 256 }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) -> Tensor<Double> {
    let whitened = Tensor.concatenated(
      sweeps.map { cholesky.whitened($0.jacobianRows(of: selection)) })
    return whitened.matrixProduct(whitened, transposingOther: true)
  }

  /// `L⁻ᵀ z` for standard normal z.
  func deviations(count: Int, using random: inout RandomStream) -> Tensor<Double> {
    cholesky.colored(random.normals([count, selection.count]))
  }
}
