import Datasets
import Diagnostics
import NeuralNetworks
import Tensors

/// How a Gaussian over the outputs, read as a likelihood says, meets the targets that came.
public struct PredictiveScores: Equatable, Sendable {
  /// The scores of one kind of target.
  public enum Kind: Equatable, Sendable {
    /// Scores of classes: one for each example, position or binary output that has one.
    case classification(ClassificationScores)
    /// Scores of real numbers.
    case regression(RegressionScores)
  }

  /// The scores that the kind of targets has.
  public let kind: Kind
  /// The figures that the likelihood has.
  public let values: [PredictiveMetric: Double]
  /// The negative log likelihood of each example; their mean is the figure.
  ///
  /// Where an example has several classes it is the sum of theirs over the mean number of them.
  public let negativeLogLikelihoods: [Double]
  /// The squared error of each example, the mean over its outputs, or its Brier score; their mean is the
  /// figure, and several classes are taken together in the same way.
  public let squaredErrors: [Double]
  /// The example of each class that was scored; empty in a regression.
  private let exampleOfAnswer: [Int]

  /// The expected calibration error where each example counts, with all its classes, as often as its weight
  /// says; nil in a regression.
  public func expectedCalibrationError(weights: [Int]) -> Double? {
    guard case .classification(let scores) = kind else { return nil }
    return scores.calibrationTerms.expectedCalibrationError(
      weights: exampleOfAnswer.map { weights[$0] })
  }

  /// Scores outputs at M inputs against their targets, the T classes of an input as they count.
  ///
  /// Throws `unscored` where the targets are none that the likelihood can be scored on.
  public init(
    of outputs: GaussianPredictive, _ likelihood: LikelihoodKind, positionCount: Int = 1,
    noise: Double, targets: Targets, link: LinkApproximation = .probit, binCount: Int = 15
  ) throws {
    let classes = try link.classes(
      of: outputs, likelihood: likelihood, positionCount: positionCount)
    try self.init(
      of: outputs, likelihood, probabilities: classes?.probabilities, noise: noise,
      targets: targets, binCount: binCount)
  }

  /// Scores outputs that a link made class probabilities of, of shape (M T, C), where the likelihood has
  /// classes.
  ///
  /// Throws `unscored` where the targets are none that the likelihood can be scored on.
  public init(
    of outputs: GaussianPredictive, _ likelihood: LikelihoodKind, probabilities: Tensor<Double>?,
    noise: Double, targets: Targets, binCount: Int = 15
  ) throws {
    if let probabilities {
      let positionCount = probabilities.shape[0] / max(1, outputs.exampleCount)
      let labels = (0..<probabilities.shape[0]).map {
        likelihood.label(ofAnswer: $0, in: targets, positionCount: positionCount)
      }
      let answers = labels.indices.filter { labels[$0] != nil }
      guard !answers.isEmpty else { throw LaplaceError.unscored(likelihood: "\(likelihood)") }
      let scores = try ClassificationScores(
        probabilities: probabilities.selecting(answers), labels: labels.compactMap(\.self),
        binCount: binCount)
      self.init(
        scores, examples: answers.map { $0 / positionCount }, count: outputs.exampleCount,
        variance: Self.mean(outputs.variance.scalars))
    } else {
      guard likelihood.isRegression, case .values(let values) = targets else {
        throw LaplaceError.unscored(likelihood: "\(likelihood)")
      }
      try self.init(outputs, likelihood, noise, values)
    }
  }

  /// The scores of classes, each of the example given.
  private init(
    _ scores: ClassificationScores, examples: [Int], count: Int, variance: Double
  ) {
    kind = .classification(scores)
    exampleOfAnswer = examples
    values = [
      .nll: scores.negativeLogLikelihood, .ece: scores.expectedCalibrationError,
      .mce: scores.maximumCalibrationError, .brier: scores.brierScore, .accuracy: scores.accuracy,
      .variance: variance,
    ]
    let share = Double(count) / Double(examples.count)
    let sums = { (values: [Double]) in
      zip(examples, values).reduce(into: [Double](repeating: 0, count: count)) { sums, value in
        sums[value.0] += share * value.1
      }
    }
    negativeLogLikelihoods = sums(scores.negativeLogLikelihoods)
    squaredErrors = sums(scores.squaredErrors)
  }

  /// The scores of `N(m, Cov f + E σ²)`, with the moments of `UncertaintySplit.variances`.
  private init(
    _ outputs: GaussianPredictive, _ likelihood: LikelihoodKind, _ noise: Double,
    _ targets: Tensor<Double>
  ) throws {
    let variances = try UncertaintySplit.variances(
      of: outputs, likelihood: likelihood, noise: noise)
    let count = variances.epistemic.shape[1]
    let scores = try RegressionScores(
      means: outputs.mean.selectingColumns(Array(0..<count)),
      covariances: outputs.covariance(ofFirst: count, adding: variances.aleatoric),
      targets: targets)
    kind = .regression(scores)
    exampleOfAnswer = []
    values = [
      .nll: scores.negativeLogLikelihood, .rmse: scores.rootMeanSquaredError,
      .mse: scores.meanSquaredError, .coverage: scores.coverage.last?.fraction ?? .nan,
      .variance: Self.mean(variances.epistemic.scalars),
    ]
    negativeLogLikelihoods = scores.negativeLogLikelihoods
    squaredErrors = scores.squaredErrors
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }
}

extension GaussianPredictive {
  /// The covariances of the first outputs, (N, C, C), with variances (N, C) added.
  fileprivate func covariance(
    ofFirst count: Int, adding variances: Tensor<Double>
  ) -> Tensor<Double> {
    let (examples, outputs) = (mean.shape[0], mean.shape[1])
    var result = Tensor<Double>.zeros([examples, count, count])
    for example in 0..<examples {
      for row in 0..<count {
        let place = (example * count + row) * count
        let source = (example * outputs + row) * outputs
        for column in 0..<count {
          result.scalars[place + column] = covariance.scalars[source + column]
        }
        result.scalars[place + row] += variances.scalars[example * count + row]
      }
    }
    return result
  }
}
