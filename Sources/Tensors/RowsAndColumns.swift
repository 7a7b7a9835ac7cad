/// One number for the rows of a plane and one for its columns, such as the two sides of a window.
public struct RowsAndColumns: Hashable, Sendable {
  /// The number for rows: from top to bottom.
  public let rows: Int
  /// The number for columns: from left to right.
  public let columns: Int

  /// A number for rows and one for columns.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The same number for both.
  public init(both number: Int) { self.init(rows: number, columns: number) }
}

extension RowsAndColumns: CustomStringConvertible {
  /// The numbers as a user writes them: `3`, or `3x5`.
  public var description: String { rows == columns ? "\(rows)" : "\(rows)x\(columns)" }
}

extension RowsAndColumns: Codable {
  /// Reads one number for both, or a list of the two.
  public init(from decoder: any Decoder) throws {
    if let number = try? decoder.singleValueContainer().decode(Int.self) {
      self.init(both: number)
      return
    }
    let numbers = try decoder.singleValueContainer().decode([Int].self)
    guard numbers.count == 2 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "expected a number or a pair [rows, columns]"))
    }
    self.init(rows: numbers[0], columns: numbers[1])
  }

  /// Writes one number where both are the same, else a list of the two.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if rows == columns {
      try container.encode(rows)
    } else {
      try container.encode([rows, columns])
    }
  }
}
