import Laplace
import NeuralNetworks
import Parallelism
import Tensors

extension PredictionObject {
  /// What a posterior says about data, linearised in the weights.
  init(
    of posterior: any SessionPosterior, named name: String, on data: DataObject,
    link: LinkApproximation = .probit, joint: Bool = false, cancellation: Cancellation
  ) throws {
    let outputs = try posterior.predictive(at: data.dataset.inputs, cancellation: cancellation)
    let model = posterior.sessionModel
    self.init(
      sourceName: name, likelihood: model.likelihood, data: data, outputs: outputs,
      positionCount: model.positionCount,
      probabilities: Self.probabilities(of: outputs, model, link),
      noise: model.likelihood.rules.hasObservationNoise ? posterior.settings.noise : 0,
      jointCovariance: joint
        ? try posterior.joint(at: data.dataset.inputs, cancellation: cancellation) : nil)
  }

  /// What a trained network alone says about data: the same means, without variance.
  ///
  /// The noise is the one it was trained with, unless another is given.
  init(
    of object: ModelObject, named name: String, on data: DataObject, noise: Double? = nil
  ) throws {
    let model = object.model
    let mean = try model.outputs(at: data.dataset.inputs)
    let count = mean.shape[1]
    let outputs = GaussianPredictive(
      mean: mean, covariance: .zeros([mean.shape[0], count, count]))
    self.init(
      sourceName: name, likelihood: model.likelihood, data: data, outputs: outputs,
      positionCount: model.positionCount,
      probabilities: Self.probabilities(of: outputs, model, .probit),
      noise: model.likelihood.rules.hasObservationNoise
        ? noise ?? object.training?.noise ?? 1 : 0)
  }

  /// The probabilities of the classes at each position; a binary output tells those of 0 and 1, the
  /// scores of a pair those of either item being preferred.
  private static func probabilities(
    of outputs: GaussianPredictive, _ model: any SessionModel, _ link: LinkApproximation
  ) -> Tensor<Double>? {
    switch model.likelihood {
    case .classification:
      return link.probabilities(of: outputs.marginals(positionCount: model.positionCount))
    case .binary:
      let ones = link.binaryProbabilities(of: outputs).scalars
      return Tensor(shape: [ones.count, 2], scalars: ones.flatMap { [1 - $0, $0] })
    case .reward where outputs.mean.shape[1] == 2:
      let first = link.binaryProbabilities(of: outputs.difference).scalars
      return Tensor(shape: [first.count, 2], scalars: first.flatMap { [$0, 1 - $0] })
    default: return nil
    }
  }
}

extension SessionModel {
  /// The answers that the outputs at one input give: a class for each of several positions, or a 0 or 1
  /// for each binary output.
  fileprivate var positionCount: Int {
    switch likelihood {
    case .classification: outputShape.dropLast().count
    case .binary: outputShape.count
    default: 1
    }
  }
}
