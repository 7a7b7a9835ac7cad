import Parallelism
import Tensors

extension GaussianPredictive {
  /// The number M of inputs.
  var exampleCount: Int { mean.shape[0] }

  /// The number C of outputs.
  var outputCount: Int { mean.shape[1] }

  /// What a function makes of the mean (C) and the covariance (C, C) of every input, in order.
  func mapExamples<Result: Sendable>(
    _ cancellation: Cancellation,
    _ body: @Sendable (_ mean: Tensor<Double>, _ covariance: Tensor<Double>) throws -> Result
  ) throws -> [Result] {
    let count = outputCount
    let results = Parallel.map(exampleCount) { index in
      Swift.Result {
        try cancellation.check()
        return try body(
          mean.slice(index..<index + 1).reshaped([count]),
          covariance.slice(index..<index + 1).reshaped([count, count]))
      }
    }
    return try results.map { try $0.get() }
  }

  /// Every binary output f as two classes with the outputs 0 and f, of M C inputs: `sigmoid f` is the
  /// second entry of `softmax(0, f)`.
  var binaryPairs: GaussianPredictive {
    GaussianPredictive(
      mean: Tensor(shape: [mean.count, 2], scalars: mean.scalars.flatMap { [0, $0] }),
      covariance: Tensor(
        shape: [mean.count, 2, 2], scalars: variance.scalars.flatMap { [0, 0, 0, $0] }))
  }
}
