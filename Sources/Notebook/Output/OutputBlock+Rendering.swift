import TextPlots

/// How output is drawn: the room there is, and the characters and colours that may be used.
public struct RenderingOptions: Equatable, Sendable {
  /// The number of columns.
  public var width: Int
  /// The number of rows a picture may take; nil leaves it to the picture.
  public var plotHeight: Int?
  /// The characters that pictures are made of.
  public var glyphs: GlyphLevel
  /// Whether series are told apart by colour rather than by dashes.
  public var color: Bool
  /// Whether everything is said in words, without pictures and drawn signs.
  public var isPlain: Bool
  /// How tables are laid out; nil leaves it to the mode: lists in plain mode, else grids.
  public var tables: TableForm?

  /// Output of a width, with braille and without colour unless asked for.
  public init(
    width: Int = 80, plotHeight: Int? = nil, glyphs: GlyphLevel = .braille, color: Bool = false,
    isPlain: Bool = false, tables: TableForm? = nil
  ) {
    self.width = width
    self.plotHeight = plotHeight
    self.glyphs = glyphs
    self.color = color
    self.isPlain = isPlain
    self.tables = tables
  }
}

/// How tables are laid out.
public enum TableForm: String, CaseIterable, Sendable {
  /// Rows and columns.
  case grid
  /// A line `name: value` for each cell.
  case list
}

extension OutputBlock {
  /// The block drawn into cells, as wide as the options say.
  public func grid(_ options: RenderingOptions) -> CellGrid {
    switch form(options) {
    case .text(let lines, let style):
      let rows = lines.flatMap { wrapped($0, width: options.width) }
      var grid = CellGrid(width: options.width, height: rows.count)
      for (row, line) in rows.enumerated() {
        grid.write(line, column: 0, row: row, style: style)
      }
      return grid
    case .raw(let lines):
      return OutputBlock.text(lines, .plain).grid(options)
    case .table(let table):
      return table.grid(width: options.width)
    case .plot(let plot):
      return plot.grid(
        PlotOptions(
          width: options.width, height: options.plotHeight, glyphs: options.glyphs,
          color: options.color))
    }
  }

  /// The block as lines with the escapes that a theme's colours need.
  public func ansiLines(_ options: RenderingOptions, theme: Theme) -> [String] {
    if case .raw(let lines) = form(options) { return lines }
    return grid(options).ansiLines(theme: theme)
  }

  /// The block as lines of plain text.
  public func lines(_ options: RenderingOptions) -> [String] {
    if case .raw(let lines) = form(options) { return lines }
    return grid(options).lines
  }
}

/// A text broken at spaces into lines that fit, longer words at the width; continuation lines keep the
/// indentation.
func wrapped(_ text: String, width: Int) -> [String] {
  guard width > 0, displayWidth(of: text) > width else { return [text] }
  let indentation = String(text.prefix { $0 == " " })
  var lines: [String] = []
  var line = indentation
  for word in text.dropFirst(indentation.count).split(
    separator: " ", omittingEmptySubsequences: false)
  {
    let isFirst = line == indentation
    let candidate = isFirst ? line + word : "\(line) \(word)"
    if isFirst || displayWidth(of: candidate) <= width {
      line = candidate
    } else {
      lines.append(line)
      line = indentation + word
    }
  }
  lines.append(line)
  return lines.flatMap { broken($0, width: width) }
}

/// A line without a place to break it, cut at the width.
private func broken(_ line: String, width: Int) -> [String] {
  guard displayWidth(of: line) > width else { return [line] }
  var lines: [String] = []
  var piece = ""
  for character in line {
    if displayWidth(of: piece) + displayWidth(of: character) > width, !piece.isEmpty {
      lines.append(piece)
      piece = ""
    }
    piece.append(character)
  }
  lines.append(piece)
  return lines
}
