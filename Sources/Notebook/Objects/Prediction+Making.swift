import Laplace
import NeuralNetworks
import Parallelism
import Tensors

extension PredictionObject {
  /// What a posterior says about data, linearised in the weights.
  ///
  /// A prediction that is stopped is that of the first inputs where what was finished is to be kept, if
  /// there are any by then; covariances between inputs are those of all of them or none.
  init(
    of posterior: any SessionPosterior, named name: String, on data: DataObject,
    link: LinkApproximation = .probit, joint: Bool = false,
    keepingFinished: Bool = false, cancellation: Cancellation, progress: Progress = .ignored
  ) throws {
    let outputs = try posterior.predictive(
      at: data.dataset.inputs, keepingFinished: keepingFinished,
      cancellation: cancellation, progress: progress)
    let count = outputs.mean.shape[0]
    let isPartial = count < data.dataset.count
    let model = posterior.sessionModel
    var covariance: Tensor<Double>?
    if joint && !isPartial {
      do {
        covariance = try posterior.joint(at: data.dataset.inputs, cancellation: cancellation)
      } catch let stop as Cancelled {
        guard keepingFinished else { throw stop }
      }
    }
    self.init(
      sourceName: name, likelihood: model.likelihood, data: isPartial ? data.first(count) : data,
      outputs: outputs,
      positionCount: model.positionCount,
      noise: model.likelihood.rules.hasObservationNoise ? posterior.settings.noise : 0,
      jointCovariance: covariance)
    let isStopped = isPartial || joint && covariance == nil
    self = try linked(by: link, cancellation: isStopped ? Cancellation() : cancellation)
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
      noise: model.likelihood.rules.hasObservationNoise
        ? noise ?? object.training?.noise ?? 1 : 0)
    classes = try classes(by: .probit, Cancellation())
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
    copy.classes = try classes(by: link, cancellation)
    copy.link = copy.classes == nil ? nil : link
    return copy
  }

  /// The aleatoric and the epistemic part of the uncertainty, and how means over classes were taken: by
  /// the integral given, or one that fits the number of classes.
  func split(
    by integral: SoftmaxIntegral?, cancellation: Cancellation
  ) throws -> (parts: UncertaintySplit, integral: SoftmaxIntegral?) {
    if let parts = sampling?.split { return (parts, nil) }
    let integral = integral ?? .preferred(classCount: probabilities?.shape[1] ?? 1)
    let parts = try UncertaintySplit(
      of: outputs, likelihood: likelihood, positionCount: positionCount, noise: noise,
      integral: integral, cancellation: cancellation)
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

  /// The probabilities of the classes; nil where the outputs are no classes.
  private func classes(
    by link: LinkApproximation, _ cancellation: Cancellation
  ) throws -> ProbabilityEstimate? {
    let classes = try link.classes(
      of: outputs, likelihood: likelihood, positionCount: positionCount,
      cancellation: cancellation)
    guard classes != nil || link == .probit else {
      throw PredictiveError.unsuitableLink(
        link: link.description, reason: "the outputs are no classes")
    }
    return classes
  }
}
