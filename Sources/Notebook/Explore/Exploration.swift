import Datasets
import Laplace
import NeuralNetworks
import Tensors

/// A posterior to be looked at over all its settings, with the data that it is looked at on.
public struct Exploration: Sendable {
  /// The name of the posterior.
  let name: String
  let posterior: any SessionPosterior
  /// The data that predictions are scored on, and its name; nil where there is none that can be scored.
  let scored: (name: String, data: DataObject)?
  /// Whether scores on that data are a validation: it is not what the posterior was fitted to.
  let isValidated: Bool
  /// Inputs over the line or the plane of the data; nil for more than two inputs.
  let section: (grid: InputGrid, data: DataObject)?
  /// The data whose points are drawn over the section.
  let points: DataObject?

  /// A posterior with one prior precision for all its weights, seen on data.
  init(
    _ object: PosteriorObject, named name: String, on data: (name: String, data: DataObject)?
  ) throws(Problem) {
    let posterior = object.posterior
    guard posterior.settings.priorPrecision.scalar != nil else {
      throw Problem(
        .notApplicable,
        "explore moves one prior precision for all weights, and \(name) has several.",
        remedies: ["tune \(name) shape=scalar", "at \(name) prior=1"])
    }
    self.name = name
    self.posterior = posterior
    let model = posterior.sessionModel
    let usable = data.flatMap {
      $0.data.dataset.exampleShape.count == model.inputShape.count ? $0 : nil
    }
    scored = usable.flatMap { $0.data.dataset.targets == .none ? nil : $0 }
    isValidated = scored.map { $0.data.fingerprint != object.data } ?? false
    points = usable?.data
    section = points.flatMap { try? Self.section(of: $0, inputShape: model.inputShape) }
  }

  /// The settings that the posterior allows to change.
  var movable: [ExploredSetting] {
    let hasNoise = posterior.sessionModel.likelihood.rules.hasObservationNoise
    return ExploredSetting.allCases.filter { $0 != .noise || hasNoise }
  }

  /// The log marginal likelihood at some settings; nil where there is no posterior.
  func evidence(at settings: PosteriorSettings) -> Double? {
    try? posterior.at(settings).marginalLikelihood().value
  }

  /// What a Gaussian over the outputs at some inputs says.
  func prediction(
    of outputs: GaussianPredictive, at settings: PosteriorSettings, on data: DataObject
  ) -> PredictionObject? {
    let model = posterior.sessionModel
    var prediction = PredictionObject(
      sourceName: name, likelihood: model.likelihood, data: data, outputs: outputs,
      positionCount: model.positionCount,
      noise: model.likelihood.rules.hasObservationNoise ? settings.noise : 0)
    if let section, section.data.fingerprint == data.fingerprint { prediction.grid = section.grid }
    return try? prediction.linked(by: .probit, cancellation: .init())
  }

  /// The scores at some settings; nil where there are none.
  func scores(_ prediction: PredictionObject) -> PredictiveScores? {
    try? PredictiveScores(
      of: prediction.outputs, prediction.likelihood, probabilities: prediction.probabilities,
      noise: prediction.noise, targets: prediction.data.dataset.targets)
  }

  /// The number of points along a line, and along the sides of a plane.
  private static func pointCounts(_ inputs: Int) -> [Int] { inputs == 1 ? [121] : [60, 40] }

  /// A line over one input, or a plane over two, a quarter wider than the data on each side.
  private static func section(
    of data: DataObject, inputShape: Shape
  ) throws -> (grid: InputGrid, data: DataObject)? {
    let names = data.dataset.inputNames
    guard inputShape.count <= 2, names.count == inputShape.count else { return nil }
    let axes = zip(names.indices, pointCounts(names.count)).map { column, count in
      let values = data.column(column)
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let margin = high > low ? 0.25 * (high - low) : 1
      let step = (high - low + 2 * margin) / Double(count - 1)
      return InputGrid.Axis(
        name: names[column], values: (0..<count).map { low - margin + step * Double($0) },
        isLogarithmic: false)
    }
    let grid = InputGrid(axes: axes)
    return (grid, DataObject(try grid.dataset(inputNames: names), source: "section"))
  }
}
