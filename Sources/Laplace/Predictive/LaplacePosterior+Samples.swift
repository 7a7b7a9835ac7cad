import NeuralNetworks
import Parallelism
import Tensors

extension LaplacePosterior {
  /// Outputs of the network linearised in its weights, with the weights drawn from the posterior; of
  /// shape (S, M, C).
  ///
  /// Jointly, each sample is one function seen at all inputs; else the inputs are drawn on their own, and
  /// what is drawn at one does not depend on the others.
  public func functionalSamples(
    at inputs: Tensor<Scalar>, count: Int, seed: UInt64 = 0, jointly: Bool,
    cancellation: Cancellation = Cancellation()
  ) throws -> FunctionalSamples {
    let predictive = try linearizedPredictive(at: inputs, cancellation: cancellation)
    guard jointly else { return try FunctionalSamples(of: predictive, count: count, seed: seed) }
    return try FunctionalSamples(
      mean: predictive.mean,
      jointCovariance: try jointCovariance(at: inputs, cancellation: cancellation), count: count,
      seed: seed)
  }

  /// The samples of `functionalSamples` as predictions of the likelihood: class probabilities, or targets
  /// of a regression with or without the observation noise; of shape (S, M, C).
  public func predictiveSamples(
    at inputs: Tensor<Scalar>, count: Int, seed: UInt64 = 0, jointly: Bool, includesNoise: Bool,
    cancellation: Cancellation = Cancellation()
  ) throws -> Tensor<Double> {
    try functionalSamples(
      at: inputs, count: count, seed: seed, jointly: jointly, cancellation: cancellation
    ).predictions(
      likelihood: model.likelihood, positionCount: model.positionCount, noise: settings.noise,
      includesNoise: includesNoise)
  }
}
