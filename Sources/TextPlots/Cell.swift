/// One place of a character grid.
public struct Cell: Hashable, Sendable {
  /// What stands here: one grapheme; empty in the second cell of a wide character.
  public var character: Character?
  /// How it is drawn.
  public var style: Style

  /// A cell showing a character.
  public init(_ character: Character?, _ style: Style = .plain) {
    self.character = character
    self.style = style
  }

  /// An empty place.
  public static let blank = Cell(" ")
}
