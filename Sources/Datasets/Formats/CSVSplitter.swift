/// Splits the bytes of a CSV file into rows and cells, by the rules of RFC 4180.
///
/// Beyond the RFC: rows end with LF, CR LF or CR, blank lines are skipped, a quote inside an
/// unquoted cell is an ordinary character, and blanks may stand around a quoted cell. The file may
/// arrive in pieces of any size; what is kept is one row, whose length is limited.
struct CSVSplitter {
  private enum State { case cellStart, unquoted, quoted, afterQuote }

  private let separator: UInt8
  private let limits: CSVLimits
  private var state = State.cellStart
  private var record = CSVRecord(line: 1)
  private var line = 1
  private var afterCarriageReturn = false

  init(separator: UInt8, limits: CSVLimits) {
    self.separator = separator
    self.limits = limits
  }

  /// Takes in a piece of the file and hands over every row that ends in it.
  mutating func split(
    _ piece: ArraySlice<UInt8>, into consume: (CSVRecord) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    for byte in piece {
      guard byte != 0 else { throw .line(line, .binary) }
      if afterCarriageReturn {
        afterCarriageReturn = false
        if byte == .lineFeed { continue }
      }
      try take(byte, into: consume)
    }
  }

  /// Hands over the last row of a file that does not end its last line.
  mutating func finish(
    into consume: (CSVRecord) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    if state == .quoted { throw .line(record.line, .unterminatedQuote) }
    if record.cellCount > 0 || !record.bytes.isEmpty || state == .afterQuote {
      try endRecord(into: consume)
    }
  }

  private mutating func take(
    _ byte: UInt8, into consume: (CSVRecord) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    if state == .quoted {
      if byte == .lineFeed { line += 1 }
      if byte == .quote { state = .afterQuote } else { try append(byte) }
    } else if byte == separator {
      try endCell()
    } else if byte == .lineFeed || byte == .carriageReturn {
      afterCarriageReturn = byte == .carriageReturn
      line += 1
      try endRecord(into: consume)
    } else {
      try takeInsideCell(byte)
    }
  }

  private mutating func takeInsideCell(_ byte: UInt8) throws(DatasetError) {
    switch state {
    case .cellStart where byte == .quote:
      record.restartCell()
      state = .quoted
    case .afterQuote where byte == .quote:
      try append(byte)
      state = .quoted
    case .afterQuote:
      guard byte.isBlank else {
        throw .line(line, .textAfterQuote(column: record.cellCount + 1))
      }
    case .cellStart, .unquoted, .quoted:
      if !byte.isBlank { state = .unquoted }
      try append(byte)
    }
  }

  private mutating func append(_ byte: UInt8) throws(DatasetError) {
    guard record.bytes.count < limits.rowBytes else {
      throw .line(record.line, .tooLong(limit: limits.rowBytes))
    }
    record.append(byte)
  }

  private mutating func endCell() throws(DatasetError) {
    record.endCell(quoted: state == .afterQuote)
    state = .cellStart
    guard record.cellCount <= limits.columns else {
      throw .line(record.line, .tooManyColumns(limit: limits.columns))
    }
  }

  private mutating func endRecord(
    into consume: (CSVRecord) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    try endCell()
    if !record.isBlank { try consume(record) }
    record = CSVRecord(line: line)
  }
}

/// How large a row of a CSV file may be.
package struct CSVLimits: Sendable {
  /// The bytes of a row, 16 MiB: a longer one is no table, and would fill the memory.
  package var rowBytes = 16 << 20
  /// The cells of a row.
  package var columns = 100_000

  package init() {}
}
