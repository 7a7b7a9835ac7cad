import TextPlots

/// How the rows and columns of a screen are shared out.
public struct ScreenLayout: Equatable, Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// Whether there may be panes beside the notebook.
  public let isSplit: Bool

  /// The layout of a screen of a size, with panes where there is room unless they are not wanted.
  public init(width: Int, height: Int, isSplit: Bool = true) {
    self.width = width
    self.height = height
    self.isSplit = isSplit
  }

  /// The smallest screen that shows anything but a request for more room.
  public static let smallest = (width: 20, height: 5)

  /// The columns from which on there are panes beside the notebook.
  public static let splitWidth = 110

  /// Whether there is room for anything at all.
  public var isUsable: Bool { width >= Self.smallest.width && height >= Self.smallest.height }

  /// What a screen without room says, and how it is left.
  func requestForRoom(_ leaving: String) -> CellGrid {
    var grid = CellGrid(width: width, height: height)
    grid.write(
      "need \(Self.smallest.width)x\(Self.smallest.height) — \(leaving)", column: 0, row: 0)
    return grid
  }

  /// Whether title and status give way to the notebook.
  public var isCompact: Bool { width < 60 || height < 16 }

  /// The rows of the title.
  public var titleRows: Int { isCompact ? 0 : 1 }
  /// The rows of the input line.
  public var inputRows: Int { height >= 60 ? 3 : height >= 30 ? 2 : 1 }
  /// The rows of the status line.
  public var statusRows: Int { isCompact ? 0 : 1 }
  /// The rows of the notebook: what title, hint, input and status leave.
  public var bodyRows: Int { max(0, height - titleRows - 1 - inputRows - statusRows) }
  /// The first row of the notebook.
  public var bodyTop: Int { titleRows }
  /// The row of the hint.
  public var hintRow: Int { bodyTop + bodyRows }
  /// The first row of the input line.
  public var inputTop: Int { hintRow + 1 }
  /// The row of the status line.
  public var statusRow: Int { inputTop + inputRows }

  /// The columns of the list of objects at the left; 0 for none.
  public var objectColumns: Int { isSplit && !isCompact && width >= 170 ? 28 : 0 }
  /// The columns of the pane at the right, where a picture stands; 0 for none.
  public var paneColumns: Int {
    isSplit && !isCompact && width >= Self.splitWidth ? width * 2 / 5 : 0
  }
  /// The first column of the notebook, behind the list and a line.
  public var bodyLeft: Int { objectColumns > 0 ? objectColumns + 1 : 0 }
  /// The columns of the notebook.
  public var bodyColumns: Int { width - bodyLeft - (paneColumns > 0 ? paneColumns + 1 : 0) }
  /// The rows of the picture in the pane; a table stands below.
  public var panePlotRows: Int { max(0, min(bodyRows, bodyRows * 2 / 3)) }

  /// How outputs are drawn in the body: pictures leave room for the command above and a row below.
  public func rendering(glyphs: GlyphLevel, color: Bool) -> RenderingOptions {
    RenderingOptions(
      width: bodyColumns, plotHeight: min(24, max(6, bodyRows - 4)), glyphs: glyphs, color: color)
  }

  /// How a picture is drawn in the pane.
  public func paneRendering(glyphs: GlyphLevel, color: Bool) -> RenderingOptions {
    RenderingOptions(
      width: paneColumns, plotHeight: panePlotRows, glyphs: glyphs, color: color)
  }
}
