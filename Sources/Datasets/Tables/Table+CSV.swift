extension Table {
  /// Reads a file of comma, semicolon or tabulator separated values.
  ///
  /// Separator, header and the kind of every column are found by looking; what was found is stated
  /// in the table. A cell that does not belong in its column spoils that column alone, and is
  /// reported when the column is used. The file is read in pieces, so that memory holds the columns
  /// and one row.
  public init(contentsOf path: String) throws(DatasetError) {
    let file = try reading { () throws(FileFailure) in try FileReader(path: path) }
    try self.init(pieces: { () throws(DatasetError) in
      try reading { () throws(FileFailure) in try file.next(1 << 18) }
    })
  }

  /// Reads comma, semicolon or tabulator separated values from bytes.
  public init(csv bytes: [UInt8]) throws(DatasetError) {
    try self.init(csv: bytes, limits: CSVLimits())
  }

  package init(csv bytes: [UInt8], limits: CSVLimits) throws(DatasetError) {
    var rest: [UInt8]? = bytes
    try self.init(
      pieces: { () throws(DatasetError) in
        defer { rest = nil }
        return rest ?? []
      }, limits: limits)
  }

  /// Reads pieces until an empty one comes.
  package init(
    pieces next: () throws(DatasetError) -> [UInt8], limits: CSVLimits = CSVLimits()
  ) throws(DatasetError) {
    var piece = try next()[...]
    if piece.starts(with: [0xEF, 0xBB, 0xBF]) { piece = piece.dropFirst(3) }
    let separator = CSVSeparator(sniffedFrom: piece)
    var splitter = CSVSplitter(separator: separator.byte, limits: limits)
    // Where semicolons separate, commas are free to be decimal points.
    var builder = TableBuilder(decimalComma: separator == .semicolon)
    while !piece.isEmpty {
      try splitter.split(piece) { record throws(DatasetError) in try builder.add(record) }
      piece = try next()[...]
    }
    try splitter.finish { record throws(DatasetError) in try builder.add(record) }
    self = try builder.finish(separator: separator)
  }
}
