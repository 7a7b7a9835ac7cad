extension Table {
  /// The table in Markdown, with the columns aligned in the text as well.
  public func markdown() -> String {
    let headings = columns.map { Self.escaped($0.heading) }
    let body = rows.indices.map { texts(row: $0).map(Self.escaped) }
    let widths = columns.indices.map { column in
      max(3, ([headings] + body).map { displayWidth(of: $0[column]) }.max() ?? 0)
    }
    let rule = zip(columns, widths).map { column, width in
      String(repeating: "-", count: width - 1) + (column.alignment == .right ? ":" : "-")
    }
    return ([headings, rule] + body).map { line in
      let cells = columns.indices.map { pad(line[$0], to: widths[$0], columns[$0].alignment) }
      return "| " + cells.joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// The table as comma-separated values with a header (RFC 4180, lines ending in a line feed).
  public func csv() -> String {
    csvLines([columns.map(\.heading)] + rows.indices.map { texts(row: $0) })
  }

  private func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - displayWidth(of: text)))
    return alignment == .right ? blanks + text : text + blanks
  }

  /// A bar would end the cell, a line break the table.
  private static func escaped(_ text: String) -> String {
    text.map { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) }.joined()
  }
}
