import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The maximum of the posterior of the linearised network at other priors than the trained one's.
///
/// The weights were trained under one prior precision; under another, the quadratic approximation of the
/// objective has its minimum at `θ* + Δ` with `Δ = -(h H + P₀)⁻¹ (h ∇loss + P₀ (θ* - μ₀))`.
struct LinearizedMaximum<Scalar: TensorScalar> {
  private let posterior: LaplacePosterior<Scalar>
  private let inputs: Tensor<Scalar>
  private let batchSize: Int
  /// `∇loss` at θ*, summed over the data.
  private let gradient: [Double]

  /// The gradient of the data that the posterior was fitted to.
  init(
    of posterior: LaplacePosterior<Scalar>, on data: Dataset<Scalar>, cancellation: Cancellation
  ) throws {
    let sums = Objective(noise: 1).lossAndGradient(
      of: posterior.model, on: data, rows: Array(0..<data.count), cancellation: cancellation)
    guard let sums else { throw Cancelled() }
    self.posterior = posterior
    inputs = data.inputs
    batchSize = posterior.model.predictionBatchSize(
      backTo: posterior.selection.tensors.first ?? 0)
    gradient = posterior.selection.vector(of: sums.gradients)
  }

  /// The shifts `J Δ` of the outputs on the data at other settings, of shape (N, C).
  func shifts(
    at settings: PosteriorSettings, cancellation: Cancellation
  ) throws -> Tensor<Double> {
    let step = try step(at: settings)
    var parts: [Tensor<Double>] = []
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      try cancellation.check()
      let batch = inputs.slice(start..<min(inputs.shape[0], start + batchSize))
      parts.append(
        posterior.model.network.directionalDerivatives(
          at: batch, along: step, over: posterior.selection
        ).converted(to: Double.self))
    }
    return .concatenated(parts)
  }

  /// Δ at other settings, over the selected weights.
  func step(at settings: PosteriorSettings) throws -> [Double] {
    let posterior = try posterior.with(settings)
    let pull = posterior.relativePrior.values(over: posterior.selection)
    let deviations = settings.priorMean.deviations(of: posterior.mean)
    let scaled = zip(gradient, zip(pull, deviations)).map { -($0 + $1.0 * $1.1) }
    return try posterior.precisionFactor()
      .solve(Tensor(shape: [1, scaled.count], scalars: scaled)).scalars
  }
}
