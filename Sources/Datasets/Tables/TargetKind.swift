import Tensors

/// How target columns are understood.
public enum TargetKind: String, CaseIterable, Sendable {
  /// Text is classes; so are whole numbers with at most twenty different values, each of them in
  /// two rows or more; other numbers are values.
  case automatic
  /// Every different entry of the one target column is a class.
  case classes
  /// The target columns are numbers.
  case values
}

/// The targets read from columns of a table, with their class names.
struct TableTargets {
  let targets: Targets
  let classNames: [String]

  init(columns: [TableColumn], as kind: TargetKind) throws(DatasetError) {
    guard let first = columns.first else {
      targets = .none
      classNames = []
      return
    }
    if kind == .classes || kind == .automatic && columns.contains(where: \.looksLikeClasses) {
      guard columns.count == 1 else {
        throw .columns(.severalForClasses(columns.map(\.name)))
      }
      (classNames, targets) = try Self.classes(first)
    } else {
      classNames = []
      targets = .values(try Self.values(columns))
    }
  }

  private static func classes(
    _ column: TableColumn
  ) throws(DatasetError) -> (names: [String], targets: Targets) {
    let (names, labels) = try column.classes()
    if names.count == 1 { throw .columns(.oneClass(column.name, className: names[0])) }
    return (names, .classes(labels, classCount: names.count))
  }

  private static func values(_ columns: [TableColumn]) throws(DatasetError) -> Tensor<Double> {
    var numbers: [[Double]] = []
    for column in columns { numbers.append(try column.numbers()) }
    let rowCount = numbers.first?.count ?? 0
    let rows = (0..<rowCount).flatMap { row in numbers.map { $0[row] } }
    return Tensor(shape: [rowCount, columns.count], scalars: rows)
  }
}

extension TableColumn {
  /// The numbers of the column; text is an error.
  func numbers() throws(DatasetError) -> [Double] {
    switch content {
    case .numbers(let numbers): return numbers
    case .categories(let levels, _): throw .columns(.text(name, example: levels.first ?? ""))
    case .flawed(let error): throw error
    }
  }

  /// The different entries in sorted order, and for every row the position of its entry.
  fileprivate func classes() throws(DatasetError) -> (names: [String], labels: [Int]) {
    switch content {
    case .categories(let levels, let codes): return (levels, codes)
    case .flawed(let error): throw error
    case .numbers(let numbers):
      let levels = Set(numbers).sorted()
      let codes = Dictionary(uniqueKeysWithValues: zip(levels, levels.indices))
      return (levels.map(className), numbers.map { codes[$0] ?? 0 })
    }
  }

  fileprivate var looksLikeClasses: Bool {
    guard case .numbers(let numbers) = content else { return true }
    var counts: [Double: Int] = [:]
    for number in numbers {
      guard number == number.rounded() else { return false }
      counts[number, default: 0] += 1
      if counts.count > 20 { return false }
    }
    return counts.values.allSatisfy { $0 >= 2 }
  }
}

/// A number as the name of a class: whole numbers without a point.
private func className(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? "\(number)"
}
