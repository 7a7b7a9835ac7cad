import LinearAlgebra
import RealModule
import Tensors

/// How well Gaussian predictions meet the numbers that came.
///
/// The predictive of an example is N(mean, functional covariance + noise^2): the negative log likelihood is
/// that of all its outputs together, coverage and spread are those of each output by itself.
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
  /// `(log det(2 pi S) + (y - m)^T S^-1 (y - m)) / 2` of each example, S the total covariance of its outputs;
  /// without variance infinite, of either sign as the target is missed or met.
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

  /// Scores means `[N, C]` of outputs that are independent of each other, with variances `[N, C]`, against
  /// targets `[N, C]`.
  ///
  /// `variances` are those of the function; the square of `noise`, a standard deviation, is added.
  public init(
    means: Tensor<Double>, variances: Tensor<Double>, noise: Double, targets: Tensor<Double>,
    levels: [Double] = [0.68, 0.95]
  ) throws(DiagnosticsError) {
    try checkShapes(means, variances, targets)
    try checkSpread(variances, noise: noise)
    let totals = variances.affine(scale: 1, offset: noise * noise)
    try self.init(means, totals, targets, levels) { row, errors in
      let start = row * errors.count
      return zip(errors, totals.scalars[start..<start + errors.count]).map(negativeLogDensity)
        .reduce(0, +)
    }
  }

  /// Scores means `[N, C]` with total covariances `[N, C, C]`, noise included, against targets `[N, C]`.
  public init(
    means: Tensor<Double>, covariances: Tensor<Double>, targets: Tensor<Double>,
    levels: [Double] = [0.68, 0.95]
  ) throws(DiagnosticsError) {
    let outputs = means.shape.rank == 2 ? means.shape[1] : 1
    guard covariances.count == means.count * outputs else {
      throw .shape(
        of: "covariances", expected: "\(means.shape) x \(outputs)", found: covariances.shape)
    }
    let variances = Tensor(
      shape: means.shape,
      scalars: means.scalars.indices.map { place in
        covariances.scalars[place * outputs + place % outputs]
      })
    try checkShapes(means, variances, targets)
    try checkSpread(variances, noise: 0)
    let matrices = covariances.reshaped([means.shape[0], outputs, outputs])
    try self.init(means, variances, targets, levels) { row, errors in
      negativeLogDensity(errors, matrices.slice(row..<row + 1).reshaped([outputs, outputs]))
    }
  }

  private init(
    _ means: Tensor<Double>, _ variances: Tensor<Double>, _ targets: Tensor<Double>,
    _ levels: [Double], _ negativeLogDensity: (_ row: Int, _ errors: [Double]) -> Double
  ) throws(DiagnosticsError) {
    if let level = levels.first(where: { !($0 > 0 && $0 < 1) }) { throw .level(level) }
    let errors = zip(targets.scalars, means.scalars).map { $0 - $1 }
    let deviations = variances.scalars.map { $0.squareRoot() }

    count = targets.shape[0]
    let outputs = targets.shape[1]
    negativeLogLikelihoods = (0..<count).map { row in
      negativeLogDensity(row, Array(errors[row * outputs..<(row + 1) * outputs]))
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

/// `-log N(errors; 0, covariance)`; where the covariance has no inverse infinite, of either sign as all targets
/// are met or not.
private func negativeLogDensity(_ errors: [Double], _ covariance: Tensor<Double>) -> Double {
  guard errors.count > 1 else { return negativeLogDensity(errors[0], covariance.scalars[0]) }
  guard let cholesky = try? Cholesky(covariance) else {
    return errors.allSatisfy { $0 == 0 } ? -.infinity : .infinity
  }
  let whitened = cholesky.whitened(Tensor(shape: [1, errors.count], scalars: errors)).scalars
  return 0.5
    * (Double(errors.count) * .log(2 * .pi) + cholesky.logDeterminant
      + whitened.reduce(0) { $0 + $1 * $1 })
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
