import TextPlots

/// A piece of a notebook as the screen shows it: a text between cells, or a cell with its output.
public struct NotebookEntry: Sendable {
  /// What kind of piece it is.
  public enum Content: Sendable {
    /// Markdown between cells.
    case text(String)
    /// Commands and what they gave.
    case cell(source: String, output: Output)
  }

  /// What is known of a cell's output.
  public enum Output: Sendable {
    /// The cell waits to be run.
    case queued
    /// The cell is shown and runs when the presenter goes on.
    case presented
    /// The cell is running; how far it is, and what it has reported.
    case running(String, LiveCurves)
    /// The output that the notebook recorded, until the cell is run again.
    case recorded([String])
    /// The output of a run.
    case finished(CellOutput)
  }

  /// The number of a cell in this session, counted from 1; 0 for a text.
  public var number: Int
  /// The id of the cell in its file; nil for a text.
  public var cellID: String?
  /// The piece.
  public var content: Content
  /// Whether the cell would give something else if it ran now.
  public var isStale = false

  /// A piece of a notebook.
  public init(number: Int, cellID: String?, content: Content) {
    self.number = number
    self.cellID = cellID
    self.content = content
  }

  /// The mark in the margin: `✗` failed, `p` partial, `…` running or waiting, `▸` next, `~` recorded
  /// earlier or stale.
  var mark: Character {
    guard case .cell(_, let output) = content else { return " " }
    switch output {
    case .queued, .running: return "…"
    case .presented: return "▸"
    case .recorded: return "~"
    case .finished(let output):
      switch output.status {
      case .ok: return isStale ? "~" : " "
      case .failed: return "✗"
      case .partial: return "p"
      }
    }
  }

  /// The piece drawn at a width.
  public func grid(_ options: RenderingOptions) -> CellGrid {
    switch content {
    case .text(let text): textGrid(text, width: options.width)
    case .cell(let source, let output): cellGrid(source, output, options)
    }
  }

  private static let indentation = 4
  /// The rows of a curve that is watched: low, so that the cell above it stays in sight.
  private static let liveHeight = 8

  private func textGrid(_ text: String, width: Int) -> CellGrid {
    let lines = markdownParagraphs(of: text)
    let rows = lines.flatMap { line in
      wrapped(line, width: width - 1).map { ($0, line.hasPrefix("#")) }
    }
    var grid = CellGrid(width: width, height: rows.isEmpty ? 0 : rows.count + 1)
    for (row, (line, isHeading)) in rows.enumerated() {
      let shown = isHeading ? String(line.drop { $0 == "#" || $0 == " " }) : line
      grid.write(
        shown, column: 1, row: row, style: isHeading ? Style(.accent, bold: true) : .plain)
    }
    return grid
  }

  private func cellGrid(
    _ source: String, _ output: Output, _ options: RenderingOptions
  ) -> CellGrid {
    var inner = options
    inner.width = max(1, options.width - Self.indentation)
    let label = number > 0 ? "[\(number)] " : "[ ] "
    let sourceLines = source.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { wrapped(String($0), width: options.width - displayWidth(of: label) - 1) }
    let parts = grids(of: output, inner)
    let height = sourceLines.count + parts.reduce(0) { $0 + $1.height } + 1
    var grid = CellGrid(width: options.width, height: height)
    grid[0, 0] = Cell(mark, Style(mark == "✗" ? .error : .warning))
    for (row, line) in sourceLines.enumerated() {
      if row == 0 { grid.write(label, column: 1, row: row, style: Style(.dim)) }
      grid.write(
        line, column: 1 + displayWidth(of: label), row: row, style: Style(.accent, bold: true))
    }
    if isStale { drawStale(besides: sourceLines.first ?? "", label, in: &grid) }
    var row = sourceLines.count
    for part in parts {
      grid.draw(part, column: Self.indentation, row: row)
      row += part.height
    }
    return grid
  }

  /// Writes `~ stale` at the end of the first row, where there is room.
  private func drawStale(besides source: String, _ label: String, in grid: inout CellGrid) {
    let word = "~ stale"
    let column = grid.width - displayWidth(of: word) - 1
    guard displayWidth(of: label + source) + 2 < column else { return }
    grid.write(word, column: column, row: 0, style: Style(.warning))
  }

  private func grids(of output: Output, _ options: RenderingOptions) -> [CellGrid] {
    switch output {
    case .queued: [OutputBlock.text(["waiting"], Style(.dim)).grid(options)]
    case .presented: []
    case .running(let progress, let curves):
      [OutputBlock.text([progress], Style(.dim)).grid(options)]
        + curves.blocks.map { block in
          var live = options
          live.plotHeight = Self.liveHeight
          return block.grid(live)
        }
    case .recorded(let lines): [OutputBlock.text(lines, Style(.dim)).grid(options)]
    case .finished(let output): output.items.map { $0.block(options).grid(options) }
    }
  }
}
