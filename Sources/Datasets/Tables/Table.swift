/// A table of named columns, each of numbers or of text.
public struct Table: Equatable, Sendable {
  /// The columns, from left to right.
  public let columns: [TableColumn]
  /// The number of rows, the header not counted.
  public let rowCount: Int
  /// Whether the first line was taken as the names of the columns: it was when none of its cells
  /// is a number.
  public let hasHeader: Bool
  /// The character found between the cells.
  public let separator: CSVSeparator

  /// The names of the columns, from left to right.
  public var columnNames: [String] { columns.map(\.name) }

  /// The column of a name; a column with a bad cell is an error that names the cell.
  public func column(named name: String) throws(DatasetError) -> TableColumn {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw .columns(.missing(name, columns: columnNames))
    }
    if case .flawed(let error) = column.content { throw error }
    return column
  }
}
