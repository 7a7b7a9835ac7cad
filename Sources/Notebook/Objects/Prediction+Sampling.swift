import Laplace
import NeuralNetworks
import Parallelism
import Tensors

/// What a finite number of draws leaves open in a prediction.
struct PredictionSampling: Sendable {
  /// The number of draws of the weights.
  let count: Int
  /// The standard errors of the probabilities, or of the means where there are no classes.
  let standardErrors: Tensor<Double>
  /// The parts of the entropies over the draws; nil where there are no classes.
  let split: UncertaintySplit?

  /// The draws and the largest error, in words.
  var note: String {
    "\(count) samples of the weights, Monte-Carlo error at most "
      + formatted(standardErrors.scalars.max() ?? 0, significant: 2)
  }

  /// The members of the prediction's JSON object.
  var json: [(name: String, value: JSONValue)] {
    [("standard_errors", .rows(standardErrors)), ("samples_count", .integer(count))]
  }
}

extension PredictionObject {
  /// What a posterior says about data by weights drawn from it; stopped, about the first inputs where what
  /// was finished is to be kept.
  init(
    of posterior: any SessionPosterior, named name: String, on data: DataObject,
    sampling: WeightSampling, keepingFinished: Bool = false, cancellation: Cancellation,
    progress: Progress = .ignored
  ) throws {
    let model = posterior.sessionModel
    let sampled = try posterior.sampledPredictive(
      at: data.dataset.inputs, sampling, keepingFinished: keepingFinished,
      cancellation: cancellation, progress: progress)
    let count = sampled.outputs.mean.shape[0]
    self.init(
      sourceName: name, likelihood: model.likelihood,
      data: count < data.dataset.count ? data.first(count) : data, outputs: sampled.outputs,
      positionCount: model.positionCount,
      noise: model.likelihood.rules.hasObservationNoise ? posterior.settings.noise : 0)
    classes = sampled.classes.map {
      ProbabilityEstimate(probabilities: $0.probabilities, standardErrors: nil)
    }
    self.sampling = PredictionSampling(
      count: sampled.sampleCount,
      standardErrors: sampled.classes?.standardErrors ?? sampled.meanErrors,
      split: sampled.entropies)
  }
}
