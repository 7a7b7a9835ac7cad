/// How large a picture is and what it may be made of.
public struct PlotOptions: Hashable, Sendable {
  /// The number of columns; every row has exactly so many cells.
  public var width: Int
  /// The largest number of rows; nothing for the height that suits the width.
  public var height: Int?
  /// The characters to use.
  public var glyphs: GlyphLevel
  /// Whether series and bands may differ by colour alone; if not they differ by dashes and shades.
  public var color: Bool
  /// The series that is drawn over the others, counted from 0.
  public var focus: Int?

  /// Options for a picture of 80 columns in braille and colour, unless said otherwise.
  public init(
    width: Int = 80, height: Int? = nil, glyphs: GlyphLevel = .braille, color: Bool = true,
    focus: Int? = nil
  ) {
    self.width = max(0, width)
    self.height = height.map { max(0, $0) }
    self.glyphs = glyphs
    self.color = color
    self.focus = focus
  }

  /// The rows of a plot between text: 16 at 80 columns, one more for each further ten.
  public var inlineHeight: Int { height ?? min(8 + width / 10, 24) }
}
