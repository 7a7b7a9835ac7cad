import Laplace
import NeuralNetworks
import Tensors

/// The variances as they are shown, and the parts of the uncertainty.
extension PredictionObject {
  /// The Gaussian whose variances are shown: over the targets if it includes the noise.
  var shown: GaussianPredictive {
    guard let added = addedVariances else { return outputs }
    var covariance = outputs.covariance
    let count = outputs.mean.shape[1]
    for (place, variance) in added.enumerated() {
      covariance.scalars[place * count + place % count] += variance
    }
    return GaussianPredictive(mean: outputs.mean, covariance: covariance)
  }

  /// The joint covariance as it is shown: the noise of different inputs is independent.
  var shownJointCovariance: Tensor<Double>? {
    guard var joint = jointCovariance, let added = addedVariances else { return jointCovariance }
    for (place, variance) in added.enumerated() {
      joint.scalars[place * (added.count + 1)] += variance
    }
    return joint
  }

  /// Whether the variances that are shown include the noise.
  var includesNoise: Bool { addedVariances != nil }

  /// Includes the noise of every output in the variances that are shown; a log variance has none.
  mutating func includeNoise() throws {
    let noises = try UncertaintySplit.variances(
      of: outputs, likelihood: likelihood, noise: noise
    ).aleatoric
    addedVariances =
      noises.spread(to: Array(0..<noises.shape[1]), of: outputs.mean.shape[1]).scalars
  }

  /// The columns of the parts in a table.
  var splitHeaders: [String] {
    guard let split else { return [] }
    let count = figureCount(split.parts)
    return (0..<count).flatMap { index in
      ["aleatoric", "epistemic"].map { count > 1 ? "\($0)_\(index)" : $0 }
    }
  }

  /// The parts in the row of an answer in a table.
  func splitFigures(_ answer: Int) -> [String] {
    guard let split else { return [] }
    let count = figureCount(split.parts)
    return (0..<count).flatMap { index in
      [split.parts.aleatoric, split.parts.epistemic].map {
        formatted($0.scalars[answer * count + index], significant: 3)
      }
    }
  }

  /// The variances of an answer, or its one entropy.
  private func figureCount(_ split: UncertaintySplit) -> Int {
    isRegression ? width(split.aleatoric) : 1
  }

  /// The parts in the form that scripts read: a number for an input with one entropy, else a list.
  func splitFields(_ split: UncertaintySplit) -> [(name: String, value: JSONValue)] {
    let values = { (tensor: Tensor<Double>) -> JSONValue in
      let isList = isRegression || width(tensor) > 1
      return isList ? .rows(tensor) : .numbers(tensor.scalars)
    }
    let errors = split.standardErrors.map { errors in
      [
        ("aleatoric_errors", values(errors.aleatoric)),
        ("epistemic_errors", values(errors.epistemic)),
      ]
    }
    return [
      ("aleatoric", values(split.aleatoric)), ("epistemic", values(split.epistemic)),
      ("total", values(split.total)),
    ] + (errors ?? [])
  }

  private func width(_ tensor: Tensor<Double>) -> Int {
    tensor.shape.rank > 1 ? tensor.shape[1] : 1
  }
}
