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
    let likelihood = posterior.sessionModel.likelihood
    self.init(
      sourceName: name, likelihood: likelihood, data: data, outputs: outputs,
      probabilities: Self.probabilities(of: outputs, likelihood, link),
      noise: posterior.settings.noise,
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
      probabilities: Self.probabilities(of: outputs, model.likelihood, .probit),
      noise: noise ?? object.training?.noise ?? 1)
  }

  /// The probabilities of the classes; a single binary output tells those of 0 and 1.
  private static func probabilities(
    of outputs: GaussianPredictive, _ likelihood: LikelihoodKind, _ link: LinkApproximation
  ) -> Tensor<Double>? {
    switch likelihood {
    case .classification: return link.probabilities(of: outputs)
    case .binary where outputs.mean.shape[1] == 1:
      let ones = link.binaryProbabilities(of: outputs).scalars
      return Tensor(shape: [ones.count, 2], scalars: ones.flatMap { [1 - $0, $0] })
    default: return nil
    }
  }
}
