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
  /// Inputs over the line or the plane of the data; nil for more than two inputs.
  let section: DataObject?
  /// The data whose points are drawn over the section.
  let points: DataObject?

  /// A posterior with one prior precision for all its weights, seen on data.
  init(
    _ posterior: any SessionPosterior, named name: String,
    on data: (name: String, data: DataObject)?
  ) throws(Problem) {
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
    return try? PredictionObject(
      sourceName: name, likelihood: model.likelihood, data: data, outputs: outputs,
      positionCount: model.positionCount,
      noise: model.likelihood.rules.hasObservationNoise ? settings.noise : 0
    ).linked(by: .probit, cancellation: .init())
  }

  /// The scores at some settings; nil where there are none.
  func scores(_ prediction: PredictionObject) -> PredictiveScores? {
    try? PredictiveScores(
      of: prediction.outputs, prediction.likelihood, probabilities: prediction.probabilities,
      noise: prediction.noise, targets: prediction.data.dataset.targets)
  }

  /// The number of points along the line, and along each side of the plane.
  private static let linePoints = 121
  private static let planePoints = (60, 40)

  /// A line over one input, or a plane over two, a quarter wider than the data on each side.
  private static func section(
    of data: DataObject, inputShape: Shape
  ) throws -> DataObject? {
    let inputs = data.dataset.inputs
    guard inputShape.count <= 2, inputs.count > 0 else { return nil }
    let axes = (0..<inputShape.count).map { column -> (low: Double, high: Double) in
      let values = stride(from: column, to: inputs.count, by: inputShape.count)
        .map { inputs.scalars[$0] }
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let margin = high > low ? 0.25 * (high - low) : 1
      return (low - margin, high + margin)
    }
    let place = { (axis: Int, index: Int, count: Int) in
      axes[axis].low + (axes[axis].high - axes[axis].low) * Double(index) / Double(count - 1)
    }
    let values: [Double]
    if axes.count == 1 {
      values = (0..<linePoints).map { place(0, $0, linePoints) }
    } else {
      let (columns, rows) = planePoints
      values = (0..<rows).flatMap { row in
        (0..<columns).flatMap { [place(0, $0, columns), place(1, row, rows)] }
      }
    }
    let dataset = try Dataset<Double>(
      inputs: Tensor(shape: [values.count / inputShape.count] + inputShape, scalars: values),
      targets: .none, inputNames: data.dataset.inputNames)
    return DataObject(dataset, source: "section")
  }
}
