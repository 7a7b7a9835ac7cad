import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The loss of a model at unit noise, summed over data, with its derivatives in some weights.
struct LossMeasures: Sendable {
  /// The loss L.
  let loss: Double
  /// The weights θ.
  let weights: [Double]
  /// `∇L`.
  let gradient: [Double]
  /// The diagonal of the generalised Gauss-Newton matrix.
  let gaussNewton: [Double]
  /// The trace of the empirical Fisher matrix, `Σ ‖gₙ‖²` over the gradients of the examples.
  let fisherTrace: Double

  /// The trace of the generalised Gauss-Newton matrix.
  var gaussNewtonTrace: Double { gaussNewton.reduce(0, +) }

  /// Takes one pass for the gradient and one for each of the diagonals.
  init<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, over selection: ParameterSelection,
    cancellation: Cancellation
  ) throws {
    weights = selection.vector(of: model.network)
    guard
      let end = Objective(noise: 1).lossAndGradient(
        of: model, on: data, rows: Array(0..<data.count), cancellation: cancellation)
    else { throw Cancelled() }
    gradient = selection.vector(of: end.gradients)
    let estimate = { kind in
      try CurvatureEstimate(
        of: model, on: data, kind: kind, selection: selection, structures: [.diagonal],
        cancellation: cancellation)
    }
    let gaussNewton = try estimate(.generalizedGaussNewton)
    loss = gaussNewton.loss
    self.gaussNewton = gaussNewton.sums[0].tensors[0].tensor.scalars
    fisherTrace = try estimate(.empiricalFisher).sums[0].tensors[0].tensor.sum
  }
}
