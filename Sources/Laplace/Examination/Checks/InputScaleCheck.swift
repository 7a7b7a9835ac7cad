import Parallelism
import Tensors

/// Whether the columns of the inputs have a common scale, which one prior precision for all weights takes
/// for granted.
enum InputScaleCheck: Check {
  /// The largest ratio between the ranges of columns, and between mean and deviation of one.
  private static let largestRatio = 100.0

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    let network = subject.model.network
    // The pixels of an image have one scale by themselves.
    guard let data = subject.data ?? subject.evaluation, network.inputShape.rank == 1 else {
      return nil
    }
    let spreads = ColumnSpread.columns(
      Scalar.widened(data.inputs.scalars), width: network.inputShape.count
    ).enumerated().filter { $0.element.range > 0 }
    guard let widest = spreads.max(by: { $0.element.range < $1.element.range }),
      let narrowest = spreads.min(by: { $0.element.range < $1.element.range }),
      let farthest = spreads.max(by: { offset($0.element) < offset($1.element) })
    else { return nil }
    let ratio = widest.element.range / narrowest.element.range
    let largestOffset = offset(farthest.element)
    let figures = [
      Finding.Figure("range_ratio", ratio), Finding.Figure("largest_offset", largestOffset),
    ]
    let name = { (column: Int) in
      data.inputNames.indices.contains(column) ? data.inputNames[column] : "column \(column + 1)"
    }
    let remedies = ["standardise the inputs: split … standardize=inputs"]
    if ratio > largestRatio {
      return Finding(
        "inputs", .warning,
        "The inputs are not standardised: \(name(widest.offset)) has a range of "
          + "\(widest.element.range.inWords), \(name(narrowest.offset)) of "
          + "\(narrowest.element.range.inWords).", figures: figures, remedies: remedies)
    }
    if largestOffset > largestRatio {
      return Finding(
        "inputs", .warning,
        "The inputs are not standardised: \(name(farthest.offset)) lies around "
          + "\(farthest.element.mean.inWords) with a deviation of "
          + "\(farthest.element.deviation.inWords).", figures: figures, remedies: remedies)
    }
    return Finding(
      "inputs", .ok, "The ranges of the inputs differ by a factor of \(ratio.inWords).",
      figures: figures)
  }

  /// `|mean|/deviation`.
  private static func offset(_ spread: ColumnSpread) -> Double {
    abs(spread.mean) / spread.deviation
  }
}
