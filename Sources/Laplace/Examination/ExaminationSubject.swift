import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// A model with all that is known about how it came to be: what an examination looks at.
///
/// Whatever several checks ask for is computed once.
public struct ExaminationSubject<Scalar: TensorScalar>: Sendable {
  /// The model.
  public let model: Model<Scalar>
  /// A posterior of the model.
  public let posterior: LaplacePosterior<Scalar>?
  /// How the model was trained, where that is known.
  public let training: TrainingConditions?
  /// The data that model and posterior were fitted to.
  public let data: Dataset<Scalar>?
  /// The data that predictions are judged on.
  public let evaluation: Dataset<Scalar>?
  /// Grids that were evaluated of the posterior.
  public let grids: [ExaminedGrid]
  /// The weights whose gradient is examined: those of the posterior, else all that are not frozen.
  public let selection: ParameterSelection

  private let keptMeasures = Cached<LossMeasures>()
  private let keptOutputs = Cached<Tensor<Double>>()

  /// A model and what is known about it; data must suit the model.
  public init(
    _ model: Model<Scalar>, posterior: LaplacePosterior<Scalar>? = nil,
    training: TrainingConditions? = nil, fittedTo data: Dataset<Scalar>? = nil,
    evaluatedOn evaluation: Dataset<Scalar>? = nil, grids: [ExaminedGrid] = []
  ) throws {
    for data in [data, evaluation].compactMap(\.self) { try model.check(data) }
    self.model = model
    self.posterior = posterior
    self.training = training
    self.data = data
    self.evaluation = evaluation
    self.grids = grids
    selection =
      posterior?.selection
      ?? ParameterSelection(
        WeightSubset.all.tensors(in: model) ?? [], of: model.network.layout)
  }

  /// The data that predictions are judged on: those given for it, else those of the fit.
  var scoredData: Dataset<Scalar>? { evaluation ?? data }

  /// Loss, gradient and curvature on the data of the fit; nil without it.
  func measures(_ cancellation: Cancellation) throws -> LossMeasures? {
    guard let data, selection.count > 0 else { return nil }
    return try keptMeasures.value {
      try LossMeasures(of: model, on: data, over: selection, cancellation: cancellation)
    }
  }

  /// The outputs at the data that predictions are judged on, of shape (N, C); nil without it.
  func outputs(_ cancellation: Cancellation) throws -> Tensor<Double>? {
    guard let data = scoredData else { return nil }
    return try keptOutputs.value {
      let parts = try Batches(count: data.count, size: 256).rows(inEpoch: 0).map { rows in
        try cancellation.check()
        let outputs = model.network(data.inputs.selecting(rows)).converted(to: Double.self)
        return outputs.reshaped([rows.count, outputs.count / rows.count])
      }
      return .concatenated(parts)
    }
  }
}

/// How a model was trained to the maximum of its posterior.
public struct TrainingConditions: Equatable, Sendable {
  /// The prior precision δ that acted as weight decay; nil where the prior was not one precision around 0.
  public let priorPrecision: Double?
  /// The observation noise σ of a regression.
  public let noise: Double
  /// The length of the gradient of the objective `h·loss - log p(θ)` at the end.
  public let gradientNorm: Double

  /// Training with one prior precision around 0, or with another prior.
  public init(priorPrecision: Double?, noise: Double, gradientNorm: Double) {
    self.priorPrecision = priorPrecision
    self.noise = noise
    self.gradientNorm = gradientNorm
  }
}

/// A grid over the settings of a posterior, and what its best point is best by.
public struct ExaminedGrid: Sendable {
  /// What the grid is called.
  public let name: String
  /// The grid.
  public let grid: SettingsGrid
  /// What its best point is best by.
  public let quantity: GridQuantity

  /// A grid with its name.
  public init(name: String, grid: SettingsGrid, quantity: GridQuantity = .evidence) {
    self.name = name
    self.grid = grid
    self.quantity = quantity
  }
}
