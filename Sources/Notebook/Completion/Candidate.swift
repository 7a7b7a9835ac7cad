/// Something that could be typed at the cursor.
public struct Candidate: Equatable, Sendable {
  /// What a candidate is.
  public enum Kind: Hashable, Sendable {
    /// The verb of a command.
    case verb
    /// An object of the session.
    case object
    /// A function, to be followed by its arguments in parentheses.
    case function
    /// The key of an option.
    case option
    /// A switch, with its sign.
    case flag
    /// One of the words an argument takes.
    case choice
    /// A column of data.
    case column
    /// A file or folder.
    case file
    /// A value worth trying, such as the default.
    case value
    /// A word of the language.
    case keyword
  }

  /// What would stand in place of what is being typed.
  public var text: String
  /// What would follow it: a blank, `=`, `(` or nothing.
  public var append: String
  /// What it is.
  public var kind: Kind
  /// What it means, as a phrase.
  public var help: String
  /// More to show beside it: a usage line, a default, what is in an object.
  public var detail: String

  /// A candidate and what it means.
  public init(
    _ text: String, append: String = " ", kind: Kind, help: String, detail: String = ""
  ) {
    self.text = text
    self.append = append
    self.kind = kind
    self.help = help
    self.detail = detail
  }
}
