import Tensors

/// What a data set asks of a network: numbers, classes, or nothing.
public enum Targets: Equatable, Sendable {
  /// One row of numbers for every example, `[N, C]`.
  case values(Tensor<Double>)
  /// One class for every example, counted from 0.
  case classes([Int], classCount: Int)
  /// No targets: inputs alone.
  case none

  /// The number of examples that have a target, nil when there are none to count.
  public var count: Int? {
    switch self {
    case .values(let values): values.shape[0]
    case .classes(let labels, _): labels.count
    case .none: nil
    }
  }

  /// The number of outputs that a network needs to meet these targets.
  public var outputCount: Int {
    switch self {
    case .values(let values): values.shape[1]
    case .classes(_, let classCount): classCount
    case .none: 0
    }
  }

  /// The targets of the given rows, in that order.
  func selecting(_ rows: [Int]) -> Targets {
    switch self {
    case .values(let values): .values(values.selecting(rows))
    case .classes(let labels, let classCount):
      .classes(rows.map { labels[$0] }, classCount: classCount)
    case .none: .none
    }
  }
}
