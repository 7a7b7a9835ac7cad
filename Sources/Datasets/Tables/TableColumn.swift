/// A column of a table: its name and what stands in its rows.
public struct TableColumn: Equatable, Sendable {
  /// The rows of a column.
  public enum Content: Equatable, Sendable {
    /// Numbers, all of them finite.
    case numbers([Double])
    /// Text: the different texts in sorted order, and for every row the position of its text.
    case categories(levels: [String], codes: [Int])
    /// A column that cannot be used, and why: the first cell that does not belong in it.
    case flawed(DatasetError)
  }

  /// The name, from the header or made up.
  public let name: String
  /// The rows.
  public let content: Content

  /// A column of the given name and rows.
  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}
