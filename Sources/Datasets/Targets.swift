import Tensors

/// What a data set asks of a network: numbers, classes, or nothing.
public enum Targets: Equatable, Sendable {
  /// One row of numbers for every example, `[N, C]`.
  case values(Tensor<Double>)
  /// One class for every example, counted from 0.
  case classes([Int], classCount: Int)
  /// One class for each position of every example, `[N, length]` row by row, or the label -100 where a
  /// position has none and does not count, as PyTorch marks it.
  case sequences([Int], length: Int, classCount: Int)
  /// No targets: inputs alone.
  case none

  /// The label of a position of a sequence that has no class.
  public static let ignoredLabel = -100

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

  /// Classes of the positions of sequences, given in the same way.
  public static func sequences(labels: [Int], length: Int) throws(DatasetError) -> Targets {
    let classCount = max(0, min(labels.max() ?? 0, classLimit - 1)) + 1
    let targets = Targets.sequences(labels, length: length, classCount: classCount)
    try targets.checkLabels()
    return targets
  }

  /// The number of examples that have a target, nil when there are none to count.
  public var count: Int? {
    switch self {
    case .values(let values): values.shape[0]
    case .classes(let labels, _): labels.count
    case .sequences(let labels, let length, _): labels.count / max(1, length)
    case .none: nil
    }
  }

  /// The number of outputs that a network needs to meet these targets.
  public var outputCount: Int {
    switch self {
    case .values(let values): values.shape[1]
    case .classes(_, let classCount): classCount
    case .sequences(_, let length, let classCount): length * classCount
    case .none: 0
    }
  }

  /// The targets of the given rows, in that order.
  func selecting(_ rows: [Int]) -> Targets {
    switch self {
    case .values(let values): .values(values.selecting(rows))
    case .classes(let labels, let classCount):
      .classes(rows.map { labels[$0] }, classCount: classCount)
    case .sequences(let labels, let length, let classCount):
      .sequences(
        rows.flatMap { labels[$0 * length..<($0 + 1) * length] }, length: length,
        classCount: classCount)
    case .none: .none
    }
  }

  /// Checks that every label is the number of a class, and that sequences are whole.
  func checkLabels() throws(DatasetError) {
    switch self {
    case .values, .none: return
    case .classes(let labels, let classCount):
      if let row = labels.firstIndex(where: { $0 < 0 || $0 >= classCount }) {
        throw .examples(
          .labelOutOfRange(row: row + 1, label: labels[row], classCount: classCount))
      }
    case .sequences(let labels, let length, let classCount):
      guard length > 0, labels.count.isMultiple(of: length) else {
        throw .examples(.sequenceLength(labels: labels.count, length: length))
      }
      if let place = labels.firstIndex(where: {
        $0 != Self.ignoredLabel && ($0 < 0 || $0 >= classCount)
      }) {
        throw .examples(
          .labelOutOfRange(
            row: place / length + 1, label: labels[place], classCount: classCount))
      }
    }
  }
}

/// More classes than this are taken for numbers that are no labels.
private let classLimit = 65_536
