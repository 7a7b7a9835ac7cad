import Curvature
import Datasets
import Laplace
import ModelFiles
import NeuralNetworks
import Parallelism
import Tensors

/// A posterior over a model of either precision, as a session holds it.
protocol SessionPosterior: Sendable {
  var sessionModel: any SessionModel { get }
  var options: LaplaceOptions { get }
  var settings: PosteriorSettings { get }
  var selection: ParameterSelection { get }
  var curvature: any CurvatureSum { get }
  var loss: Double { get }
  var relativePrecision: Double? { get }
  var exampleCount: Int { get }

  /// What the fit and the end of the training tell without another pass over the data.
  func examinationOfFit(training: TrainingConditions?) throws -> Examination
  /// The content of a file that holds the posterior.
  func fileContents(metadata: [String: String]) throws -> SafetensorsWriter
  func at(_ settings: PosteriorSettings) throws -> any SessionPosterior
  func marginalLikelihood() throws -> MarginalLikelihood
  func effectiveParameters() throws -> Double
  func effectiveParametersByTensor() throws -> [Double]
  func effectiveParametersByPrior() throws -> [Double]
  func evidenceGradient() throws -> EvidenceGradient
  /// The standard deviations of the logarithms of prior precisions and noise at a maximum of the evidence.
  func evidenceDeviations(keepingNoise: Bool) throws -> [Double]?
  func curvatureEigenvalues() throws -> [Double]
  func curvatureBlocks() throws -> [SpectrumBlock]?
  func predictive(
    at inputs: Tensor<Double>, keepingFinished: Bool, cancellation: Cancellation, progress: Progress
  ) throws -> GaussianPredictive
  func sampledPredictive(
    at inputs: Tensor<Double>, _ sampling: WeightSampling, keepingFinished: Bool,
    cancellation: Cancellation, progress: Progress
  ) throws -> SampledPredictive
  func joint(at inputs: Tensor<Double>, cancellation: Cancellation) throws -> Tensor<Double>
  func shares(at inputs: Tensor<Double>, cancellation: Cancellation) throws -> Tensor<Double>
  func influence(
    of data: Dataset<Double>, at inputs: Tensor<Double>, cancellation: Cancellation,
    progress: Progress
  ) throws -> Influence
  func learnVariances(
    at inputs: Tensor<Double>, cancellation: Cancellation, report: (VarianceProfile) -> Void
  ) throws
  func effectiveParameterProfile() throws -> EffectiveParameterProfile
  func updated(
    with data: Dataset<Double>, at model: (any SessionModel)?, cancellation: Cancellation,
    progress: Progress
  ) throws -> any SessionPosterior
  func tunedByEvidence(
    _ shape: PriorPrecision.Shape, keepingNoise: Bool, cancellation: Cancellation,
    progress: Progress
  ) throws -> EvidenceTuningResult
  func tuned(
    by metric: PredictiveMetric, on data: Dataset<Double>, leavingOneOut: Bool,
    priorPrecisions: [Double], link: LinkApproximation, cancellation: Cancellation,
    progress: Progress
  ) throws -> ValidationTuningResult
  func settingsGrid(
    priorPrecisions: [Double], noises: [Double]?, temperatures: [Double]?,
    scoredOn data: Dataset<Double>?, link: LinkApproximation,
    startingWith points: [SettingsGrid.Point], cancellation: Cancellation, progress: Progress
  ) throws -> SettingsGrid
  func checkPlan(on data: Dataset<Double>, options: CheckOptions) throws -> CheckPlan
  func check(
    on data: Dataset<Double>, predicting sets: [Dataset<Double>], options: CheckOptions,
    cancellation: Cancellation, progress: Progress
  ) throws -> PosteriorCheck
}

extension LaplacePosterior: SessionPosterior {
  var sessionModel: any SessionModel { model }

  func examinationOfFit(training: TrainingConditions?) throws -> Examination {
    try Examination(ofFit: self, training: training)
  }

  func fileContents(metadata: [String: String]) throws -> SafetensorsWriter {
    try PosteriorFile.contents(of: self, metadata: metadata)
  }

  func at(_ settings: PosteriorSettings) throws -> any SessionPosterior { try with(settings) }

  func evidenceDeviations(keepingNoise: Bool) throws -> [Double]? {
    try evidenceHessian().deviations(keepingNoise: keepingNoise)
  }

  func predictive(
    at inputs: Tensor<Double>, keepingFinished: Bool, cancellation: Cancellation, progress: Progress
  ) throws -> GaussianPredictive {
    try linearizedPredictive(
      at: model.shaped(inputs).converted(to: Scalar.self), keepingFinished: keepingFinished,
      cancellation: cancellation, progress: progress)
  }

  func sampledPredictive(
    at inputs: Tensor<Double>, _ sampling: WeightSampling, keepingFinished: Bool,
    cancellation: Cancellation, progress: Progress
  ) throws -> SampledPredictive {
    try sampledPredictive(
      at: model.shaped(inputs).converted(to: Scalar.self), count: sampling.count,
      seed: sampling.seed, keepingFinished: keepingFinished, cancellation: cancellation,
      progress: progress)
  }

  func shares(at inputs: Tensor<Double>, cancellation: Cancellation) throws -> Tensor<Double> {
    try varianceShares(
      at: model.shaped(inputs).converted(to: Scalar.self), cancellation: cancellation)
  }

  func joint(at inputs: Tensor<Double>, cancellation: Cancellation) throws -> Tensor<Double> {
    try jointCovariance(
      at: model.shaped(inputs).converted(to: Scalar.self), cancellation: cancellation)
  }

  func influence(
    of data: Dataset<Double>, at inputs: Tensor<Double>, cancellation: Cancellation,
    progress: Progress
  ) throws -> Influence {
    try influence(
      of: model.shaped(data), at: model.shaped(inputs).converted(to: Scalar.self),
      cancellation: cancellation, progress: progress)
  }

  func learnVariances(
    at inputs: Tensor<Double>, cancellation: Cancellation, report: (VarianceProfile) -> Void
  ) throws {
    try reportVarianceProfile(
      at: model.shaped(inputs).converted(to: Scalar.self), cancellation: cancellation,
      report: report)
  }

  func updated(
    with data: Dataset<Double>, at model: (any SessionModel)?, cancellation: Cancellation,
    progress: Progress
  ) throws -> any SessionPosterior {
    let other = try model.map { other in
      guard let other = other as? Model<Scalar> else { throw LaplaceError.otherParameters }
      return other
    }
    return try updated(
      with: try (other ?? self.model).shaped(data), at: other, cancellation: cancellation,
      progress: progress)
  }

  func tunedByEvidence(
    _ shape: PriorPrecision.Shape, keepingNoise: Bool, cancellation: Cancellation,
    progress: Progress
  ) throws -> EvidenceTuningResult {
    let tuning: EvidenceTuning<Scalar> = try tunedByEvidence(
      shape, keepingNoise: keepingNoise, cancellation: cancellation, progress: progress)
    return EvidenceTuningResult(
      posterior: tuning.posterior, startEvidence: tuning.startEvidence,
      keepsNoise: keepingNoise || !model.rules.hasObservationNoise, stepCount: tuning.stepCount,
      isConverged: tuning.isConverged, isAtBound: tuning.isAtBound)
  }

  func tuned(
    by metric: PredictiveMetric, on data: Dataset<Double>, leavingOneOut: Bool,
    priorPrecisions: [Double], link: LinkApproximation, cancellation: Cancellation,
    progress: Progress
  ) throws -> ValidationTuningResult {
    let data = try model.shaped(data)
    let tuning = try tuned(
      by: metric, on: leavingOneOut ? .leaveOneOut(data) : .heldOut(data),
      priorPrecisions: priorPrecisions, link: link, cancellation: cancellation, progress: progress)
    return ValidationTuningResult(
      posterior: tuning.posterior, metric: metric, leavesOneOut: leavingOneOut,
      score: tuning.score,
      points: tuning.points.map { ($0.priorPrecision, $0.score) }, interval: tuning.interval,
      isAtEdge: tuning.isAtEdge, isFlat: tuning.isFlat, isPartial: tuning.isPartial,
      evidencePrecision: tuning.evidencePrecision)
  }

  func settingsGrid(
    priorPrecisions: [Double], noises: [Double]?, temperatures: [Double]?,
    scoredOn data: Dataset<Double>?, link: LinkApproximation,
    startingWith points: [SettingsGrid.Point], cancellation: Cancellation, progress: Progress
  ) throws -> SettingsGrid {
    try SettingsGrid(
      of: self,
      over: .init(
        of: self, priorPrecisions: priorPrecisions, noises: noises, temperatures: temperatures),
      scoredOn: try data.map { try model.shaped($0) }, link: link, startingWith: points,
      cancellation: cancellation, progress: progress)
  }

  func checkPlan(on data: Dataset<Double>, options: CheckOptions) throws -> CheckPlan {
    try checkPlan(on: try model.shaped(data), options: options)
  }

  func check(
    on data: Dataset<Double>, predicting sets: [Dataset<Double>], options: CheckOptions,
    cancellation: Cancellation, progress: Progress
  ) throws -> PosteriorCheck {
    try check(
      on: try model.shaped(data), predicting: try sets.map { try model.shaped($0) },
      options: options, cancellation: cancellation, progress: progress)
  }
}
