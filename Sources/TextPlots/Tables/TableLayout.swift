/// How the columns of a table fit into a width.
struct TableLayout: Hashable {
  /// The widths of the columns that are shown, from the left.
  private(set) var widths: [Int]
  /// Whether columns on the right are left out, which a last column of `…` says.
  private(set) var isCut = false

  /// The blanks between two columns.
  static let gap = 2
  /// A column is not made narrower than this while others can be left out.
  private static let leastWidth = 8

  /// Shrinks the widest column first, then leaves out columns from the right.
  init(_ table: Table, width: Int) {
    widths = table.columns.indices.map { column in
      let texts = table.rows.indices.map { table.text(row: $0, column: column) }
      return ([table.columns[column].heading] + texts).map { displayWidth(of: $0) }.max() ?? 0
    }
    while total > width {
      let widest = widths.max() ?? 0
      if widest > Self.leastWidth, let column = widths.lastIndex(of: widest) {
        widths[column] -= 1
      } else if widths.count > 1 {
        widths.removeLast()
        isCut = true
      } else if let only = widths.first, only > 0, width >= (isCut ? 1 + Self.gap : 0) {
        widths = [max(0, width - (isCut ? 1 + Self.gap : 0))]
        return
      } else {
        widths = []
        isCut = width > 0 && !table.columns.isEmpty
        return
      }
    }
  }

  /// The width of a row.
  var total: Int {
    let columns = widths + (isCut ? [1] : [])
    return columns.reduce(0, +) + Self.gap * max(0, columns.count - 1)
  }
}
