import Tensors

/// What a data set asks of a network: numbers, classes, or nothing.
public enum Targets: Equatable, Sendable {
  /// One row of numbers for every example, `[N, C]`.
  case values(Tensor<Double>)
  /// One class for every example, counted from 0.
  case classes([Int], classCount: Int)
  /// No targets: inputs alone.
  case none

  /// Classes given by their numbers from 0, as files without names hold them: there are as many
  /// classes as the largest number says.
  public static func classes(labels: [Int]) throws(DatasetError) -> Targets {
    let classCount = min(labels.max() ?? 0, classLimit - 1) + 1
    if let row = labels.firstIndex(where: { $0 < 0 || $0 >= classCount }) {
      throw .examples(
        .labelOutOfRange(row: row + 1, label: labels[row], classCount: max(classCount, 1)))
    }
    return .classes(labels, classCount: classCount)
  }

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

/// More classes than this are taken for numbers that are no labels.
private let classLimit = 65_536
