import RealModule
import Tensors

/// How well Gaussian predictions meet the numbers that came.
///
/// The predictive of each output is N(mean, functional variance + noise^2), the outputs taken as
/// independent.
public struct RegressionScores: Equatable, Sendable {
  /// The fraction of targets inside the central interval of a level.
  public struct Coverage: Equatable, Sendable {
    /// The probability that the predictive gives to the interval.
    public let level: Double
    /// The fraction of targets that lie in it, its ends included.
    public let fraction: Double
  }

  /// The number of examples.
  public let count: Int
  /// `sum_c (log(2 pi v_c) + (y_c - m_c)^2 / v_c) / 2` of each example, v the total variance; without
  /// variance infinite, of either sign as the target is missed or met.
  public let negativeLogLikelihoods: [Double]
  /// The mean over the outputs of `(y_c - m_c)^2` of each example.
  public let squaredErrors: [Double]
  /// The mean over examples and outputs of the predictive standard deviation, noise included.
  public let meanStandardDeviation: Double
  /// The coverage at each level asked for.
  public let coverage: [Coverage]
  /// `(y - m)/√v` of each target, outputs running fastest; without variance 0 where the target is met and
  /// else infinite.
  public let standardizedErrors: [Double]

  /// Scores means and variances `[N, C]` against targets `[N, C]`.
  ///
  /// `variances` are those of the function; the square of `noise`, a standard deviation, is added.
  public init(
    means: Tensor<Double>, variances: Tensor<Double>, noise: Double, targets: Tensor<Double>,
    levels: [Double] = [0.68, 0.95]
  ) throws(DiagnosticsError) {
    try checkShapes(means, variances, targets)
    try checkSpread(variances, noise: noise)
    if let level = levels.first(where: { !($0 > 0 && $0 < 1) }) { throw .level(level) }
    let errors = zip(targets.scalars, means.scalars).map { $0 - $1 }
    let totals = variances.scalars.map { $0 + noise * noise }
    let deviations = totals.map { $0.squareRoot() }

    count = targets.shape[0]
    let outputs = targets.shape[1]
    let densities = zip(errors, totals).map(negativeLogDensity)
    negativeLogLikelihoods = (0..<count).map { row in
      densities[row * outputs..<(row + 1) * outputs].reduce(0, +)
    }
    squaredErrors = (0..<count).map { row in
      mean(errors[row * outputs..<(row + 1) * outputs].map { $0 * $0 })
    }
    meanStandardDeviation = mean(deviations)
    standardizedErrors = zip(errors, deviations).map { $0 == 0 ? 0 : $0 / $1 }
    coverage = levels.map { level in
      let quantile = NormalDistribution.quantile((1 + level) / 2)
      let inside = zip(errors, deviations).map { abs($0) <= quantile * $1 ? 1.0 : 0 }
      return Coverage(level: level, fraction: mean(inside))
    }
  }

  /// The coverage at all levels, and the probability integral transforms.
  public var calibration: RegressionCalibration {
    RegressionCalibration(standardizedErrors: standardizedErrors)
  }

  /// The mean of `negativeLogLikelihoods`.
  public var negativeLogLikelihood: Double { mean(negativeLogLikelihoods) }

  /// The mean of `squaredErrors`.
  public var meanSquaredError: Double { mean(squaredErrors) }

  /// The root of the mean squared error over all examples and outputs.
  public var rootMeanSquaredError: Double { meanSquaredError.squareRoot() }
}

/// `-log N(error; 0, variance)`, in the limit of no variance where it is 0.
private func negativeLogDensity(_ error: Double, _ variance: Double) -> Double {
  guard variance > 0 else { return error == 0 ? -.infinity : .infinity }
  return (Double.log(2 * .pi * variance) + error * error / variance) / 2
}

private func checkShapes(
  _ means: Tensor<Double>, _ variances: Tensor<Double>, _ targets: Tensor<Double>
) throws(DiagnosticsError) {
  guard targets.shape.rank == 2 else {
    throw .shape(of: "targets", expected: "examples x outputs", found: targets.shape)
  }
  guard targets.count > 0 else { throw .noPredictions }
  for (name, tensor) in [("means", means), ("variances", variances)]
  where tensor.shape != targets.shape {
    throw .shape(of: name, expected: "\(targets.shape) as the targets", found: tensor.shape)
  }
}

private func checkSpread(
  _ variances: Tensor<Double>, noise: Double
) throws(DiagnosticsError) {
  guard noise >= 0, noise.isFinite else { throw .noise(noise) }
  if let index = variances.scalars.firstIndex(where: { !($0 >= 0) }) {
    throw .variance(row: index / variances.shape[1] + 1, value: variances.scalars[index])
  }
}
