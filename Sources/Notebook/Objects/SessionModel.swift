import Curvature
import Datasets
import Laplace
import ModelFiles
import NeuralNetworks
import Parallelism
import Tensors

/// A model of either precision, as a session holds it.
protocol SessionModel: Sendable {
  var likelihood: LikelihoodKind { get }
  var layers: [any Layer] { get }
  var layout: ParameterLayout { get }
  var inputShape: Shape { get }
  /// The shape of one output.
  var outputShape: Shape { get }
  /// The number of answers that the outputs give for an example.
  var positionCount: Int { get }
  var scalar: ScalarKind { get }
  /// The parameters in Double, for writing them down and for fingerprints.
  var parameterTensors: [Tensor<Double>] { get }
  /// The statistics of the layers in Double.
  var statisticTensors: [Tensor<Double>] { get }
  /// The names of the parameters that stay as they are.
  var frozenNames: [String] { get }

  /// The model with more parameters frozen.
  func freezing(tensors: [String], modules: [String]) throws(NetworkError) -> any SessionModel

  /// The model with nothing frozen.
  func thawed() -> any SessionModel

  /// Adds the model to a file.
  func write(to file: inout SafetensorsWriter) throws

  /// The network's outputs, of shape (M, C).
  func outputs(at inputs: Tensor<Double>) throws -> Tensor<Double>

  /// The model trained on data, with a fitted posterior for its prior where one is given.
  func trained(
    on data: Dataset<Double>, options: TrainingOptions, prior: (any SessionPosterior)?,
    cancellation: Cancellation, progress: Progress
  ) throws -> TrainedModel

  /// The model trained on data together with its prior precision and noise.
  func trainedByEvidence(
    on data: Dataset<Double>, options: EvidenceTrainingOptions, cancellation: Cancellation,
    progress: Progress
  ) throws -> EvidenceTrainedModel

  /// What fits of several subsets and structures would cost.
  func plans(
    on data: Dataset<Double>,
    flavours: [(subset: WeightSubset, structure: HessianStructure)], curvature: CurvatureKind,
    cancellation: Cancellation
  ) throws -> [FitPlan]

  /// Posteriors of several subsets and structures from the same sweeps.
  func posteriors(
    on data: Dataset<Double>,
    flavours: [(subset: WeightSubset, structure: HessianStructure)], options: LaplaceOptions,
    cancellation: Cancellation, progress: Progress,
    settings: (ParameterSelection) throws -> PosteriorSettings
  ) throws -> [any SessionPosterior]

  /// The parameters of a selection, in its order.
  func weights(of selection: ParameterSelection) -> [Double]

  /// The posterior over the model that a file of PyTorch holds.
  func posterior(in archive: TorchArchive) throws -> any SessionPosterior

  /// What is right and wrong with the model, and with a posterior of it.
  func examination(
    with posterior: (any SessionPosterior)?, training: TrainingConditions?,
    fittedTo data: Dataset<Double>?, evaluatedOn evaluation: Dataset<Double>?,
    grids: [ExaminedGrid], cancellation: Cancellation, progress: Progress
  ) throws -> Examination
}

/// The precision of a network's numbers.
enum ScalarKind: String, CaseIterable, Sendable {
  case float, double
}

/// A model after training, and how the training ended.
struct TrainedModel: Sendable {
  let model: any SessionModel
  let losses: [Double]
  let loss: Double
  let gradientNorm: Double
  let isPartial: Bool
}

/// A model trained by its evidence, with the posterior it ended with.
struct EvidenceTrainedModel: Sendable {
  let trained: TrainedModel
  let posterior: any SessionPosterior
  /// The evidence after some of the epochs.
  let evidences: [TrainingRecord.Estimate]
  /// The place of the best of them.
  let best: Int
}

extension Model: SessionModel {
  var layers: [any Layer] { network.layers }
  var layout: ParameterLayout { network.layout }
  var inputShape: Shape { network.inputShape }
  var outputShape: Shape { network.outputShape }
  var scalar: ScalarKind { Scalar.self == Double.self ? .double : .float }
  var parameterTensors: [Tensor<Double>] {
    network.parameters.map { $0.converted(to: Double.self) }
  }
  var statisticTensors: [Tensor<Double>] {
    network.statistics.map { $0.converted(to: Double.self) }
  }

  func freezing(tensors: [String], modules: [String]) throws(NetworkError) -> any SessionModel {
    let frozen: Model = try freezing(tensors: tensors, modules: modules)
    return frozen
  }

  func thawed() -> any SessionModel {
    let thawed: Model = thawed()
    return thawed
  }

  func write(to file: inout SafetensorsWriter) throws {
    try ModelFile.add(self, to: &file)
  }

  func outputs(at inputs: Tensor<Double>) throws -> Tensor<Double> {
    let inputs = shaped(inputs).converted(to: Scalar.self)
    try check(inputs: inputs)
    return network(inputs).converted(to: Double.self)
      .reshaped([inputs.shape[0], network.groupSize(of: inputs.shape) * network.outputCount])
  }

  func trained(
    on data: Dataset<Double>, options: TrainingOptions, prior: (any SessionPosterior)?,
    cancellation: Cancellation, progress: Progress
  ) throws -> TrainedModel {
    let training = try Training(
      self, on: try shaped(data), options: options,
      prior: try prior.map { try trainingPrior($0, rest: options.priorPrecision) },
      cancellation: cancellation, progress: progress)
    return TrainedModel(
      model: training.model, losses: training.losses, loss: training.loss,
      gradientNorm: training.gradientNorm, isPartial: training.isPartial)
  }

  /// A posterior over a model of the same form and precision as a prior.
  private func trainingPrior(
    _ prior: any SessionPosterior, rest: Double
  ) throws -> PosteriorPrior<Scalar> {
    guard let posterior = prior as? LaplacePosterior<Scalar>,
      posterior.model.network.layout == network.layout
    else { throw LaplaceError.otherParameters }
    return PosteriorPrior(posterior, rest: rest)
  }

  func trainedByEvidence(
    on data: Dataset<Double>, options: EvidenceTrainingOptions, cancellation: Cancellation,
    progress: Progress
  ) throws -> EvidenceTrainedModel {
    let training = try EvidenceTraining(
      self, on: try shaped(data), options: options, cancellation: cancellation,
      progress: progress)
    return EvidenceTrainedModel(
      trained: TrainedModel(
        model: training.posterior.model, losses: training.losses, loss: training.end.loss,
        gradientNorm: training.end.gradientNorm, isPartial: training.isPartial),
      posterior: training.posterior,
      evidences: training.estimates.map { .init(epoch: $0.epoch, evidence: $0.evidence) },
      best: training.best)
  }

  func posteriors(
    on data: Dataset<Double>,
    flavours: [(subset: WeightSubset, structure: HessianStructure)], options: LaplaceOptions,
    cancellation: Cancellation, progress: Progress,
    settings: (ParameterSelection) throws -> PosteriorSettings
  ) throws -> [any SessionPosterior] {
    try LaplacePosterior.posteriors(
      of: self, fittedTo: try shaped(data), flavours: flavours,
      options: options, cancellation: cancellation, progress: progress, settings: settings)
  }

  func weights(of selection: ParameterSelection) -> [Double] { selection.vector(of: network) }

  func posterior(in archive: TorchArchive) throws -> any SessionPosterior {
    try TorchStateDictionary.posterior(in: archive, of: self)
  }

  func examination(
    with posterior: (any SessionPosterior)?, training: TrainingConditions?,
    fittedTo data: Dataset<Double>?, evaluatedOn evaluation: Dataset<Double>?,
    grids: [ExaminedGrid], cancellation: Cancellation, progress: Progress
  ) throws -> Examination {
    try Examination(
      of: ExaminationSubject(
        self, posterior: posterior as? LaplacePosterior<Scalar>, training: training,
        fittedTo: try data.map { try shaped($0) },
        evaluatedOn: try evaluation.map { try shaped($0) },
        grids: grids),
      cancellation: cancellation, progress: progress)
  }
}

extension Model {
  func plans(
    on data: Dataset<Double>,
    flavours: [(subset: WeightSubset, structure: HessianStructure)], curvature: CurvatureKind,
    cancellation: Cancellation
  ) throws -> [FitPlan] {
    let data = try shaped(data)
    try check(data)
    return try flavours.map { subset, structure in
      let selection = try subset.selection(in: self, on: data, cancellation: cancellation)
      return FitPlan(
        of: self, exampleCount: data.count, subset: subset, selection: selection,
        structure: structure, curvature: curvature)
    }
  }
}

extension SessionModel {
  /// Inputs in the shape the network takes, where they hold as many numbers: rows of a table are images
  /// to a network of images, and pairs to one that scores items, the numbers of the first item first.
  func shaped(_ inputs: Tensor<Double>) -> Tensor<Double> {
    let items = likelihood.itemsPerExample
    if inputs.shape.rank == 2, inputs.shape[1] == inputShape.count {
      return inputs.reshaped([inputs.shape[0]] + inputShape)
    }
    guard items > 1, (2...3).contains(inputs.shape.rank),
      inputs.shape.dropFirst().count == items * inputShape.count
    else { return inputs }
    return inputs.reshaped([inputs.shape[0], items] + inputShape)
  }
}

extension SessionModel {
  /// Refuses items to be compared that were standardised each by a scale of its own.
  func checkScale(of data: DataObject) throws(Problem) {
    guard likelihood.itemsPerExample > 1, let scale = data.standardization?.inputs else { return }
    let width = inputShape.count
    let isShared = [scale.means, scale.deviations].allSatisfy { values in
      values.indices.allSatisfy { values[$0] == values[$0 % width] }
    }
    guard isShared else {
      throw Problem(
        .notApplicable, "The items of a pair were standardised each by a scale of its own.",
        remedies: ["split … standardize=items", "split … standardize=none"])
    }
  }
}

extension Model {
  /// Data in the precision and the shape of the network.
  func shaped(_ data: Dataset<Double>) throws -> Dataset<Scalar> {
    let inputs = shaped(data.inputs).converted(to: Scalar.self)
    return try Dataset(
      inputs: inputs, targets: data.targets,
      inputNames: inputs.shape.rank == 2 ? data.inputNames : [], targetNames: data.targetNames,
      classNames: data.classNames)
  }
}
