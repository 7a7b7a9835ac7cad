import CTerm
import TextPlots

/// The full screen of a terminal.
///
/// It shows one grid of cells at a time and sends only what changed. There is at most one; the
/// terminal is given back when it is closed, when it is released, and when the process dies.
@MainActor
public final class Screen {
  /// The look of the styles.
  public var palette: ScreenPalette {
    didSet {
      styles = StyleTable(palette: palette)
      shown = nil
    }
  }

  /// The number of colours in use: 256, or 0 where there are only attributes.
  public let colourCount: Int
  /// The glyphs that are shown; the others are replaced.
  public let glyphs: GlyphRepertoire
  private var styles: StyleTable
  private var shown: CellGrid?

  /// Opens the screen, or says why this terminal has none.
  public init(
    colours: Bool = true, glyphs: GlyphRepertoire = .unicode, palette: @escaping ScreenPalette
  ) throws(TerminalError) {
    self.glyphs = ct_locale() ? glyphs : .ascii
    try Self.check(ct_open(colours))
    colourCount = Int(ct_colours())
    self.palette = palette
    styles = StyleTable(palette: palette)
  }

  isolated deinit { close() }

  /// The size of the terminal; both are 0 once the screen is closed.
  public var size: (columns: Int, rows: Int) { (Int(ct_columns()), Int(ct_rows())) }

  /// Shows a grid from the upper left corner on, and the cursor at a cell or nowhere.
  public func present(_ grid: CellGrid, cursor: (column: Int, row: Int)?) {
    let comparable = shown.flatMap { $0.width == grid.width && $0.height == grid.height ? $0 : nil }
    for row in 0..<min(grid.height, size.rows) {
      let cells = grid.row(row)
      if let comparable, comparable.row(row) == cells { continue }
      draw(cells, at: row)
    }
    shown = grid
    if let cursor {
      ct_cursor(Int32(clamping: cursor.row), Int32(clamping: cursor.column))
    } else {
      ct_cursor(-1, -1)
    }
    ct_flush()
  }

  /// Takes the terminal's new size over; the next picture is painted whole.
  public func resize() {
    ct_resize()
    shown = nil
  }

  /// Paints the next picture whole, whatever the terminal seems to show.
  public func repaint() { ct_repaint() }

  /// Sets the terminal up again after a stop that could not be prepared for.
  public func reassert() {
    ct_reassert()
    shown = nil
  }

  /// Stops the process as Control-Z does, and returns when it is continued.
  public func suspend() {
    ct_suspend()
    shown = nil
  }

  /// Lends the ordinary terminal to another program, such as an editor.
  public func lend<Result>(_ body: () throws -> Result) rethrows -> Result {
    ct_pause()
    defer {
      ct_resume()
      shown = nil
    }
    return try body()
  }

  /// Puts a text on the user's clipboard, where the terminal allows it (OSC 52).
  public func copy(_ text: String) { ct_copy(base64(Array(text.utf8))) }

  /// Whether the mouse reports to the program; else the terminal selects text with it.
  public private(set) var reportsMouse = false

  /// Has the mouse report or not; false where the terminal has none.
  public func reportMouse(_ reports: Bool) -> Bool {
    guard ct_mouse(reports) else { return false }
    reportsMouse = reports
    return true
  }

  /// Gives the terminal back; a second call does nothing.
  public func close() { ct_close() }

  private func draw(_ cells: ArraySlice<Cell>, at row: Int) {
    let flat = CellRow(cells, glyphs: glyphs) { styles.number(of: $0) }
    ct_row(Int32(row), Int32(flat.widths.count), flat.scalars, flat.widths, flat.styles)
  }

  private static func check(_ status: Int32) throws(TerminalError) {
    switch ct_opening(rawValue: UInt32(bitPattern: status)) {
    case CT_OPENED: return
    case CT_ALREADY_OPEN: throw .alreadyOpen
    case CT_NOT_A_TERMINAL: throw .notATerminal
    case CT_UNKNOWN_TERMINAL: throw .unknownTerminal
    case CT_CANNOT_MOVE_CURSOR: throw .cannotMoveCursor
    default: throw .outOfResources
    }
  }
}
