import TextPlots

extension OutputBlock {
  /// The block as it is to be drawn: in plain mode everything is text.
  func form(_ options: RenderingOptions) -> OutputBlock {
    let tables = options.tables ?? (options.isPlain ? .list : .grid)
    switch self {
    case .table(let table) where tables == .list: return .lines(table.spokenLines())
    case .table(let table) where options.isPlain:
      return .lines(table.lines(width: options.width).map(PlainText.words))
    case .text(let lines, let style) where options.isPlain:
      return .text(lines.map(PlainText.words), style)
    case .raw(let lines) where options.isPlain: return .raw(lines.map(PlainText.withoutDrawing))
    case .plot(let plot) where options.isPlain: return .lines(plot.spokenLines())
    default: return self
    }
  }
}

extension TextPlots.Table {
  /// Each row as lines `title: text`, an empty line between rows; with two columns `first: second`.
  func spokenLines() -> [String] {
    if columns.count == 2 {
      return rows.map { row in
        PlainText.words(row.filter { !$0.isEmpty }.joined(separator: ": "))
      }
    }
    return list().compactMap { line in
      if line.hasSuffix(": ") { return nil }
      // A column without a title holds signs, which speak for themselves.
      return PlainText.words(line.hasPrefix(": ") ? String(line.dropFirst(2)) : line)
    }
  }
}

extension Plot {
  /// More points than this are left to `| table` and `describe`.
  private static let shownRows = 24

  /// The picture in words: title, axes, each series with its extremes and its shape, crossings; then its
  /// numbers where they are few.
  func spokenLines() -> [String] {
    let description = ["plot: " + (describe().first ?? "")] + describe().dropFirst()
    guard !isSaidInFull else { return description.map(PlainText.words) }
    let rows = spokenRows
    return description.map(PlainText.words)
      + (rows.count <= Self.shownRows
        ? rows : ["\(rows.count) points in all: describe lists them, and so does | table"])
  }

  /// The drawn numbers, a line for each point: `p1, x 0.01, y -57.9`.
  var spokenRows: [String] {
    let table = PlotObject(self).rows
    return table.rows.map { row in
      zip(table.columns, row).compactMap { column, text in
        if text.isEmpty { return nil }
        guard let number = Double(text) else { return PlainText.words(text) }
        return "\(column.title) \(NumberFormat.formatted(number))"
      }.joined(separator: ", ")
    }
  }

  /// Whether the description names every number already.
  var isSaidInFull: Bool {
    switch self {
    case .bars, .reliability, .confusion: true
    case .line, .histogram, .heatmap: false
    }
  }
}
