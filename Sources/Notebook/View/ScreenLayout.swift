import TextPlots

/// How the rows of a screen are shared out.
public struct ScreenLayout: Equatable, Sendable {
  /// The number of columns.
  public let width: Int
  /// The number of rows.
  public let height: Int

  /// The layout of a screen of a size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The smallest screen that shows anything but a request for more room.
  public static let smallest = (width: 20, height: 5)

  /// Whether there is room for anything at all.
  public var isUsable: Bool { width >= Self.smallest.width && height >= Self.smallest.height }

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

  /// How outputs are drawn in the body: pictures leave room for the command above and a row below.
  public func rendering(glyphs: GlyphLevel, color: Bool) -> RenderingOptions {
    RenderingOptions(
      width: width, plotHeight: min(24, max(6, bodyRows - 4)), glyphs: glyphs, color: color)
  }
}
