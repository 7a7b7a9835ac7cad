/// A figure of a predictive on data whose targets are known.
public enum PredictiveMetric: String, CaseIterable, Sendable {
  /// The mean negative log likelihood of an example, its observation noise included.
  case nll
  /// The expected calibration error of a classification.
  case ece
  /// The maximum calibration error of a classification.
  case mce
  /// The Brier score of a classification.
  case brier
  /// The fraction of examples whose most probable class is the true one.
  case accuracy
  /// The mean squared error of a regression.
  case mse
  /// The root of the mean squared error of a regression.
  case rmse
  /// The fraction of targets inside the central 95 % interval of a regression.
  case coverage
  /// The mean functional variance of an output, without observation noise.
  case variance

  /// Whether more of it is better; nil where neither is.
  public var isBetterWhenLarger: Bool? {
    switch self {
    case .nll, .ece, .mce, .brier, .mse, .rmse: false
    case .accuracy: true
    case .coverage, .variance: nil
    }
  }
}
