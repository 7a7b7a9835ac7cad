/// Rows of texts under titles.
public struct Table: Hashable, Sendable {
  /// On which side of its column a text stands.
  public enum Alignment: Hashable, Sendable {
    /// At the left: names.
    case left
    /// At the right: numbers.
    case right
  }

  /// What is common to the texts of a column.
  public struct Column: Hashable, Sendable {
    /// The title.
    public var title: String
    /// On which side the texts stand.
    public var alignment: Alignment
    /// The unit of the numbers; empty for none.
    public var unit: String

    /// A column of names, unless said otherwise.
    public init(_ title: String, alignment: Alignment = .left, unit: String = "") {
      self.title = title
      self.alignment = alignment
      self.unit = unit
    }

    /// The title with its unit: `time (s)`.
    var heading: String { unit.isEmpty ? title : "\(title) (\(unit))" }
  }

  /// The columns from left to right.
  public var columns: [Column]
  /// The texts of each row; a row that is too short ends in empty texts.
  public var rows: [[String]]

  /// A table of texts.
  public init(columns: [Column], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The text at a place, empty where the row has none.
  func text(row: Int, column: Int) -> String {
    rows[row].indices.contains(column) ? rows[row][column] : ""
  }

  /// The texts of a row, one for each column.
  func texts(row: Int) -> [String] { columns.indices.map { text(row: row, column: $0) } }

  /// Each row as lines `title: text`, with an empty line between rows; for reading aloud.
  public func list() -> [String] {
    rows.indices.flatMap { row in
      (row > 0 ? [""] : [])
        + zip(columns, texts(row: row)).map { "\($0.heading): \($1)" }
    }
  }
}
