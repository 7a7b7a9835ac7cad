import Parallelism
import Tensors

/// Whether the targets of a regression are near to the scale 1 that a network starts from.
enum TargetScaleCheck: Check {
  private static let deviations = 0.01...100.0
  private static let largestOffset = 10.0

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard subject.model.likelihood.isRegression, let data = subject.data ?? subject.evaluation,
      case .values(let values) = data.targets
    else { return nil }
    let spreads = ColumnSpread.columns(values.scalars, width: values.shape[1])
    let flaw = spreads.firstIndex { !isScaled($0) }
    let column = flaw ?? 0
    let spread = spreads[column]
    let figures = [
      Finding.Figure("target_mean", spread.mean), Finding.Figure("target_sd", spread.deviation),
    ]
    let place =
      "around \(spread.mean.inWords) with a deviation of \(spread.deviation.inWords)"
    guard flaw != nil else {
      return Finding("targets", .ok, "The targets lie \(place).", figures: figures)
    }
    return Finding(
      "targets", .warning, "The targets are not scaled: \(data.targetNames[column]) lies \(place).",
      figures: figures, remedies: ["standardise the targets: split … standardize=all"])
  }

  private static func isScaled(_ spread: ColumnSpread) -> Bool {
    deviations.contains(spread.deviation)
      && abs(spread.mean) <= largestOffset * spread.deviation
  }
}
