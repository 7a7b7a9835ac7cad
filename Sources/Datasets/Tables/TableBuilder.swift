/// A table while its rows arrive.
///
/// The first hundred rows are held back; they tell whether there is a header and which columns hold
/// numbers. From then on nothing but the columns is kept.
struct TableBuilder {
  private static let sampleRows = 100
  private static let sampleBytes = 4 << 20

  private let decimalComma: Bool
  private var sample: [CSVRecord] = []
  private var sampledBytes = 0
  private var cellCount: Int?
  private var columns: [ColumnBuilder]?
  private var hasHeader = false
  private var rowCount = 0

  init(decimalComma: Bool) { self.decimalComma = decimalComma }

  mutating func add(_ record: CSVRecord) throws(DatasetError) {
    if let line = record.firstLineOutsideUTF8 { throw .line(line, .notUTF8) }
    let expected = cellCount ?? record.cellCount
    cellCount = expected
    guard record.cellCount == expected else {
      throw .line(record.line, .ragged(expected: expected, found: record.cellCount))
    }
    guard columns == nil else { return fill(record) }
    sample.append(record)
    sampledBytes += record.bytes.count
    if sample.count > Self.sampleRows || sampledBytes > Self.sampleBytes { try decide() }
  }

  mutating func finish(separator: CSVSeparator) throws(DatasetError) -> Table {
    if columns == nil { try decide() }
    guard let columns, rowCount > 0 else { throw .emptyFile }
    return Table(
      columns: columns.map { $0.finished() }, rowCount: rowCount, hasHeader: hasHeader,
      separator: separator)
  }

  /// Looks at the rows held back: a first row without a single number is a header, and a column
  /// most of whose cells are numbers is a column of numbers.
  private mutating func decide() throws(DatasetError) {
    guard let first = sample.first else { throw .emptyFile }
    hasHeader = !(0..<first.cellCount).contains { value(first, $0).isNumeric }
    let names = try names(from: first)
    let rows = sample.dropFirst(hasHeader ? 1 : 0)
    columns = names.indices.map { index in
      ColumnBuilder(name: names[index], isNumeric: isNumeric(rows.map { value($0, index) }))
    }
    rows.forEach { fill($0) }
    sample = []
  }

  private func isNumeric(_ values: [CellValue]) -> Bool {
    let present = values.count { $0 != .missing }
    return 2 * values.count(where: \.isNumeric) > present || present == 0
  }

  private func names(from first: CSVRecord) throws(DatasetError) -> [String] {
    var seen: Set<String> = []
    var names: [String] = []
    for cell in 0..<first.cellCount {
      let text = hasHeader ? first.text(cell) : ""
      let name = text.isEmpty ? "column\(cell + 1)" : text
      guard seen.insert(name).inserted else { throw .columns(.duplicate(name)) }
      names.append(name)
    }
    return names
  }

  private mutating func fill(_ record: CSVRecord) {
    rowCount += 1
    for cell in 0..<record.cellCount {
      let value = value(record, cell)
      columns?[cell].add(value, text: record.text(cell), line: record.line)
    }
  }

  private func value(_ record: CSVRecord, _ cell: Int) -> CellValue {
    CellValue(record[cell], decimalComma: decimalComma)
  }
}
