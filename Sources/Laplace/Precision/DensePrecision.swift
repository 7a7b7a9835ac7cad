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
    _ matrix: consuming Tensor<Double>, _ prior: RelativePrior, over selection: ParameterSelection
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
    return cholesky.whitened(sweep.jacobianRows(of: selection))
      .productsByExample(outputs: sweep.cotangentCount)
  }

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

extension Tensor<Double> {
  /// Adds numbers to the diagonal of a square matrix.
  fileprivate mutating func addToDiagonal(_ numbers: [Double]) {
    for (index, number) in numbers.enumerated() {
      scalars[index * (numbers.count + 1)] += number
    }
  }
}
