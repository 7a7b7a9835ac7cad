import Datasets
import Diagnostics
import NeuralNetworks
import RealModule
import Tensors

/// How a Gaussian over the outputs, read as a likelihood says, meets the targets that came.
public struct PredictiveScores: Equatable, Sendable {
  /// The figures that the likelihood has.
  public let values: [PredictiveMetric: Double]
  /// The negative log likelihood of each example.
  public let negativeLogLikelihoods: [Double]
  /// The squared error of each example, summed over its outputs, or its Brier score.
  public let squaredErrors: [Double]

  /// Scores outputs at M inputs against their targets.
  ///
  /// Throws `unscored` where the targets are none that the likelihood can be scored on.
  public init(
    of outputs: GaussianPredictive, _ likelihood: LikelihoodKind, noise: Double,
    targets: Targets, link: LinkApproximation = .probit, binCount: Int = 15
  ) throws {
    switch (likelihood, targets) {
    case (.classification, .classes(let labels, _)):
      try self.init(
        probabilities: try link.probabilities(of: outputs), labels: labels, outputs, binCount)
    case (.binary, .values(let values)):
      let ones = try link.binaryProbabilities(of: outputs).scalars
      try self.init(
        probabilities: Tensor(shape: [ones.count, 2], scalars: ones.flatMap { [1 - $0, $0] }),
        labels: values.scalars.map { $0 > 0.5 ? 1 : 0 }, outputs, binCount)
    case (.regression, .values(let values)):
      try self.init(outputs, noises: outputs.mean.shape[1], { _ in noise * noise }, values)
    case (.scaledRegression(let scales), .values(let values)):
      try self.init(
        outputs, noises: scales.count, { noise * noise * scales[$0] * scales[$0] }, values)
    default: throw LaplaceError.unscored(likelihood: "\(likelihood)")
    }
  }

  private init(
    probabilities: Tensor<Double>, labels: [Int], _ outputs: GaussianPredictive, _ binCount: Int
  ) throws {
    let scores = try ClassificationScores(
      probabilities: probabilities, labels: labels, binCount: binCount)
    negativeLogLikelihoods = scores.negativeLogLikelihoods
    let classes = probabilities.shape[1]
    squaredErrors = labels.enumerated().map { row, label in
      (0..<classes).reduce(0) { sum, column in
        let error = probabilities[row, column] - (column == label ? 1 : 0)
        return sum + error * error
      }
    }
    values = [
      .nll: scores.negativeLogLikelihood, .ece: scores.expectedCalibrationError,
      .mce: scores.maximumCalibrationError, .brier: scores.brierScore, .accuracy: scores.accuracy,
      .variance: Self.mean(outputs.variance.scalars),
    ]
  }

  private init(
    _ outputs: GaussianPredictive, noises count: Int, _ noise: (Int) -> Double,
    _ targets: Tensor<Double>
  ) throws {
    let variances = outputs.variance + Tensor((0..<count).map(noise))
    let scores = try RegressionScores(
      means: outputs.mean, variances: variances, noise: 0, targets: targets)
    negativeLogLikelihoods = scores.negativeLogLikelihoods
    let errors = targets - outputs.mean
    squaredErrors = (errors * errors).summed(overAxis: 1).scalars
    values = [
      .nll: scores.negativeLogLikelihood, .rmse: scores.rootMeanSquaredError,
      .mse: scores.rootMeanSquaredError * scores.rootMeanSquaredError,
      .coverage: scores.coverage.last?.fraction ?? .nan,
      .variance: Self.mean(outputs.variance.scalars),
    ]
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }
}
