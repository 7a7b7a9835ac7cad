import Datasets
import Tensors
import TextPlots

/// Examples, as a session holds them.
struct DataObject: SessionObject {
  /// The examples.
  let dataset: Dataset<Double>
  /// Where they came from, in words.
  let source: String
  /// The scale of the targets' deviations, when they were standardised.
  var standardization: Standardization?
  let fingerprint: Fingerprint

  init(_ dataset: Dataset<Double>, source: String, standardization: Standardization? = nil) {
    self.dataset = dataset
    self.source = source
    self.standardization = standardization
    var fingerprint = Fingerprint()
    fingerprint.combine(dataset.inputs.scalars)
    switch dataset.targets {
    case .values(let values): fingerprint.combine(values.scalars)
    case .classes(let labels, let count):
      fingerprint.combine(labels.map(Double.init) + [Double(count)])
    case .sequences(let labels, let length, let count):
      fingerprint.combine(labels.map(Double.init) + [Double(length), Double(count)])
    case .none: break
    }
    self.fingerprint = fingerprint
  }

  /// The first examples.
  func first(_ count: Int) -> DataObject {
    DataObject(
      dataset.selecting(Array(0..<count)), source: "the first \(count) of \(source)",
      standardization: standardization)
  }

  var kind: ObjectKind { .data }

  var headline: String {
    let inputs = dataset.exampleShape
    let targets =
      switch dataset.targets {
      case .values(let values): "\(values.shape[1]) target\(values.shape[1] == 1 ? "" : "s")"
      case .classes(_, let count): "\(count) classes"
      case .sequences(_, let length, let count): "\(count) classes at \(length) positions"
      case .none: "no targets"
      }
    let scaled = standardization == nil ? "" : " · standardised"
    return "\(source): \(dataset.count) examples · \(inputs) inputs · \(targets)\(scaled)"
  }

  func json(name: String) -> JSONValue {
    let answers: (name: String, value: JSONValue) =
      switch dataset.targets {
      case .classes(_, let count), .sequences(_, _, let count): ("classes", .integer(count))
      case .values(let values): ("outputs", .integer(values.shape[1]))
      case .none: ("outputs", 0)
      }
    return .object([
      ("kind", "data"), ("name", .text(name)), ("rows", .integer(dataset.count)),
      ("columns", .integer(dataset.exampleShape.count)), answers,
    ])
  }

  /// One row per column: its range, mean and deviation; then the balance of the classes.
  func table() -> TextPlots.Table {
    var rows = dataset.inputNames.enumerated().map { index, name in
      summary(name, "input", column(index))
    }
    switch dataset.targets {
    case .values(let values):
      for (index, name) in dataset.targetNames.enumerated() {
        let column = stride(from: index, to: values.count, by: values.shape[1])
          .map { values.scalars[$0] }
        rows.append(summary(name, "target", column))
      }
    case .classes(let labels, _), .sequences(let labels, _, _):
      let unit = if case .classes = dataset.targets { "rows" } else { "positions" }
      for (label, name) in dataset.classNames.enumerated() {
        let count = labels.count { $0 == label }
        rows.append([name, "class", "", "", "", "\(count) \(unit)"])
      }
    case .none: break
    }
    return TextPlots.Table(
      columns: [
        .init("column"), .init("role"), .init("min", alignment: .right),
        .init("max", alignment: .right),
        .init("mean", alignment: .right), .init("sd", alignment: .right),
      ], rows: rows)
  }

  /// The numbers of an input column.
  func column(_ index: Int) -> [Double] {
    let width = dataset.exampleShape.count
    return stride(from: index, to: dataset.inputs.count, by: width).map {
      dataset.inputs.scalars[$0]
    }
  }

  /// The numbers of a column by name: an input, a target, or the class of each row.
  func column(named name: String) -> [Double]? {
    if let index = dataset.inputNames.firstIndex(of: name) { return column(index) }
    guard let index = dataset.targetNames.firstIndex(of: name) else { return nil }
    switch dataset.targets {
    case .values(let values):
      return stride(from: index, to: values.count, by: values.shape[1]).map { values.scalars[$0] }
    case .classes(let labels, _): return labels.map(Double.init)
    case .sequences, .none: return nil
    }
  }

  /// The names of all columns.
  var columnNames: [String] { dataset.inputNames + dataset.targetNames }

  func defaultView() throws -> [OutputBlock] { [.table(table())] }

  private func summary(_ name: String, _ role: String, _ values: [Double]) -> [String] {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let variance =
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, values.count))
    return [
      name, role, formatted(values.min() ?? .nan), formatted(values.max() ?? .nan),
      formatted(mean), formatted(variance.squareRoot()),
    ]
  }
}
