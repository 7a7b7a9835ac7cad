/// A question about predictions that has no answer.
public enum PredictiveError: Error, Equatable, CustomStringConvertible {
  /// A link that does not take outputs of this likelihood.
  case unsuitableLink(link: String, reason: String)
  /// A tensor-product rule with more points than a prediction may take.
  case gridTooLarge(order: Int, classCount: Int, limit: Int)
  /// A number of samples or nodes outside its range.
  case countOutOfRange(name: String, count: Int, limit: Int)
  /// A matrix with a negative eigenvalue too large to be rounding: it is no covariance.
  case indefiniteCovariance(smallest: Double, largest: Double)
  /// A split of variances where the targets are classes, or of entropies where they are numbers.
  case unsuitableSplit(likelihood: String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .unsuitableLink(let link, let reason): "\(link) does not apply: \(reason)"
    case .gridTooLarge(let order, let classCount, let limit):
      "a quadrature of order \(order) over \(classCount) classes takes \(order)^\(classCount - 1) "
        + "points, more than the \(limit) a prediction may take; mc takes any number of classes"
    case .countOutOfRange(let name, let count, let limit):
      "\(name) must be from 1 to \(limit), but is \(count)"
    case .indefiniteCovariance(let smallest, let largest):
      "the covariance has the eigenvalue \(smallest) beside \(largest), so no Gaussian has it"
    case .unsuitableSplit(let likelihood):
      "this split of the uncertainty does not apply to a \(likelihood) model"
    }
  }
}
