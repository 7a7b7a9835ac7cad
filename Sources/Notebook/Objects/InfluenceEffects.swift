import Laplace
import NeuralNetworks
import Parallelism
import Tensors

/// What leaving out each training example would do to the figures that a prediction shows: the outputs of a
/// regression, the probabilities of the likeliest classes.
struct InfluenceEffects: Sendable {
  /// One figure of a prediction.
  struct Figure: Sendable {
    /// The place of the input.
    let input: Int
    /// The output, or the answer where an input has several.
    let part: Int
    /// The likeliest class; nil where the figure is no probability.
    let label: Int?
    /// The figure with all examples.
    let value: Double
  }

  /// The figures, inputs running slowest.
  let figures: [Figure]
  /// The changes of the figures when each example is left out; nil where it cannot be.
  let changes: [[Double]?]
  /// How much larger the standard deviation of the outputs would be, as a fraction, taken over all of them
  /// by the root of their mean variance.
  let growths: [Double?]
  /// The leverage of each example.
  let leverages: [Double]

  /// The figures that a model of the posterior shows by a link.
  init(
    of influence: Influence, on model: any SessionModel, link: LinkApproximation,
    cancellation: Cancellation
  ) throws {
    let classes = { (outputs: GaussianPredictive) in
      try link.classes(
        of: outputs, likelihood: model.likelihood, positionCount: model.positionCount)?
        .probabilities
    }
    let base = influence.predictive
    let inputs = base.mean.shape[0]
    let places: [Int]
    if let probabilities = try classes(base) {
      let (answers, width) = (probabilities.shape[0], probabilities.shape[1])
      let labels = (0..<answers).map { row in
        (0..<width).max { probabilities[row, $0] < probabilities[row, $1] } ?? 0
      }
      places = labels.enumerated().map { $0 * width + $1 }
      figures = labels.enumerated().map { answer, label in
        Figure(
          input: answer * inputs / answers, part: answer % max(1, answers / max(1, inputs)),
          label: label, value: probabilities[answer, label])
      }
    } else {
      places = Array(0..<base.mean.count)
      let outputs = base.mean.shape[1]
      figures = places.map {
        Figure(
          input: $0 / outputs, part: $0 % outputs, label: nil, value: base.mean.scalars[$0])
      }
    }
    leverages = influence.leverages
    let variance = base.variance.sum
    var changes: [[Double]?] = []
    var growths: [Double?] = []
    for example in 0..<influence.exampleCount {
      try cancellation.check()
      guard let without = influence.predictive(withoutExample: example) else {
        changes.append(nil)
        growths.append(nil)
        continue
      }
      let values = try classes(without) ?? without.mean
      changes.append(zip(places, figures).map { values.scalars[$0] - $1.value })
      growths.append(variance > 0 ? (without.variance.sum / variance).squareRoot() - 1 : 0)
    }
    self.changes = changes
    self.growths = growths
  }

  /// The change of the only figure, or the root of the mean square of those of several; nil where the
  /// example cannot be left out.
  func effect(ofExample example: Int) -> Double? {
    guard let changes = changes[example] else { return nil }
    guard changes.count != 1 else { return changes[0] }
    let squares = changes.reduce(0) { $0 + $1 * $1 }
    return (squares / Double(Swift.max(1, changes.count))).squareRoot()
  }

  /// The examples from the largest absolute effect down, those that cannot be left out last.
  var ranking: [Int] {
    let sizes = changes.indices.map { effect(ofExample: $0).map(abs) ?? -1 }
    return sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
  }
}
