import Laplace
import NeuralNetworks
import Parallelism
import RealModule
import Tensors

/// A number for each example that should be larger out of distribution.
enum DetectionScore: String, CaseIterable, Sendable {
  case entropy, max, mutual, variance

  /// What it is, as a phrase.
  var phrase: String {
    switch self {
    case .entropy: "entropy of the predicted class, in nats"
    case .max: "1 - probability of the likeliest class"
    case .mutual: "mutual information of class and weights, in nats"
    case .variance: "variance of the outputs"
    }
  }
}

extension PredictionObject {
  /// A score of each input.
  ///
  /// Where an input has several classes it is the mean over them; variances are summed over the outputs, a
  /// regression's with the noise.
  func detection(
    by score: DetectionScore, integral: SoftmaxIntegral?, cancellation: Cancellation
  ) throws -> [Double] {
    switch score {
    case .variance:
      let variance =
        isRegression
        ? try UncertaintySplit.variances(of: outputs, likelihood: likelihood, noise: noise).total
        : outputs.variance
      return variance.summed(overAxis: 1).scalars
    case .entropy:
      return try means { row in row.reduce(0) { $0 - ($1 > 0 ? $1 * .log($1) : 0) } }
    case .max: return try means { row in 1 - (row.max() ?? 1) }
    case .mutual:
      guard probabilities != nil else { throw unscored(score) }
      let parts = try split(by: integral, cancellation: cancellation).parts.epistemic
      let width = parts.count / Swift.max(1, count)
      return parts.reshaped([count, width]).summed(overAxis: 1).scalars.map { $0 / Double(width) }
    }
  }

  /// The mean over an input's answers of a function of the class probabilities.
  private func means(_ function: (ArraySlice<Double>) -> Double) throws -> [Double] {
    guard let probabilities else { throw unscored(.entropy) }
    let classes = probabilities.shape[1]
    let values = (0..<probabilities.shape[0]).map {
      function(probabilities.scalars[$0 * classes..<($0 + 1) * classes])
    }
    return (0..<count).map { row in
      values[row * positionCount..<(row + 1) * positionCount].reduce(0, +) / Double(positionCount)
    }
  }

  private func unscored(_ score: DetectionScore) -> Problem {
    Problem(
      .notApplicable, "the outputs of '\(sourceName)' are no classes, which score= asks about.",
      remedies: ["score=variance"])
  }
}
