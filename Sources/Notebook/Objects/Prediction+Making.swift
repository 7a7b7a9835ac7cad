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
    let classes = try Self.classes(of: outputs, likelihood, link, cancellation)
    self.init(
      sourceName: name, likelihood: likelihood, data: data, outputs: outputs, classes: classes,
      noise: posterior.settings.noise,
      jointCovariance: joint
        ? try posterior.joint(at: data.dataset.inputs, cancellation: cancellation) : nil)
    self.link = classes == nil ? nil : link
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
      classes: try Self.classes(of: outputs, model.likelihood, .probit, Cancellation()),
      noise: noise ?? object.training?.noise ?? 1)
  }

  /// The same outputs with the probabilities of another link.
  func linked(
    by link: LinkApproximation, cancellation: Cancellation
  ) throws -> PredictionObject {
    guard sampling == nil else {
      throw PredictiveError.unsuitableLink(
        link: link.description, reason: "the weights were drawn, and their outputs need no link")
    }
    var copy = self
    copy.classes = try Self.classes(of: outputs, likelihood, link, cancellation)
    copy.link = copy.classes == nil ? nil : link
    return copy
  }

  /// The aleatoric and the epistemic part of the uncertainty, and how means over classes were taken: by
  /// the integral given, or one that fits the number of classes.
  func split(
    by integral: SoftmaxIntegral?, cancellation: Cancellation
  ) throws -> (parts: UncertaintySplit, integral: SoftmaxIntegral?) {
    if let parts = sampling?.split { return (parts, nil) }
    let classCount = likelihood == .binary ? 2 : outputs.mean.shape[1]
    let integral = integral ?? .preferred(classCount: classCount)
    let parts = try UncertaintySplit(
      of: outputs, likelihood: likelihood, noise: noise, integral: integral,
      cancellation: cancellation)
    return (parts, isRegression ? nil : integral)
  }

  /// Outputs drawn at the inputs: whole functions where the joint covariance is there.
  func drawn(_ count: Int, seed: UInt64) throws -> FunctionalSamples {
    guard let jointCovariance else {
      return try FunctionalSamples(of: outputs, count: count, seed: seed)
    }
    return try FunctionalSamples(
      mean: outputs.mean, jointCovariance: jointCovariance, count: count, seed: seed)
  }

  /// The probabilities of the classes; a single binary output tells those of 0 and 1.
  private static func classes(
    of outputs: GaussianPredictive, _ likelihood: LikelihoodKind, _ link: LinkApproximation,
    _ cancellation: Cancellation
  ) throws -> ProbabilityEstimate? {
    switch likelihood {
    case .classification: return try link.estimate(of: outputs, cancellation: cancellation)
    case .binary where outputs.mean.shape[1] == 1:
      return try link.binaryEstimate(of: outputs, cancellation: cancellation).bothClasses
    default:
      guard link == .probit else {
        throw PredictiveError.unsuitableLink(
          link: link.description, reason: "the outputs are no classes")
      }
      return nil
    }
  }
}

extension ProbabilityEstimate {
  /// The probabilities of 0 and 1 from those of 1, of shape (M, 1); both are as exact.
  var bothClasses: ProbabilityEstimate {
    ProbabilityEstimate(
      probabilities: Tensor(
        shape: [probabilities.count, 2], scalars: probabilities.scalars.flatMap { [1 - $0, $0] }),
      standardErrors: standardErrors.map {
        Tensor(shape: [$0.count, 2], scalars: $0.scalars.flatMap { [$0, $0] })
      })
  }
}
