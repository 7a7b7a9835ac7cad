/// A value of an argument, as written: what it means is decided by the command it is given to.
public struct Value: Sendable {
  /// The forms a value can have.
  public indirect enum Content: Equatable, Sendable {
    /// A number, with a unit if one was written: `1e-4`, `20%`.
    case number(Double, unit: NumberUnit?)
    /// A quoted text.
    case text(String)
    /// A bare word: a choice, a column, or the name of an object.
    case word(String)
    /// A word with a minus: `sort=-var` sorts from the largest down.
    case descending(String)
    /// Numbers from one end to another.
    case range(NumberRange)
    /// Values in brackets.
    case list([Value])
    /// A word with arguments of its own: `subnet(k=512,by=magnitude)`.
    case call(Name, [Argument])
    /// An object that is not just a word: `p1~1`, `@5`, `_`.
    case noun(Noun)
    /// A file or folder.
    case path(String)
    /// `true` or `false`.
    case boolean(Bool)
    /// `auto`: the program decides.
    case automatic
  }

  /// What was written.
  public var content: Content
  /// Where it stands in the source, in characters.
  public var range: Range<Int>

  /// A value at a place of the source.
  public init(_ content: Content, range: Range<Int> = 0..<0) {
    self.content = content
    self.range = range
  }
}

extension Value {
  /// The letters of a value that is one bare piece: a word, a path, a text, or a keyword.
  public var bareText: String? {
    switch content {
    case .word(let text), .text(let text), .path(let text): text
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .automatic: "auto"
    default: nil
    }
  }
}
