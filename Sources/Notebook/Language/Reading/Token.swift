/// A piece of a line, as the eye sees it.
package struct Token: Equatable, Sendable {
  /// The signs that structure a line.
  package enum Symbol: Character, Sendable {
    case equals = "="
    case pipe = "|"
    case comma = ","
    case semicolon = ";"
    case openBracket = "["
    case closeBracket = "]"
    case openParenthesis = "("
    case closeParenthesis = ")"
  }

  /// What a token can be.
  package enum Kind: Equatable, Sendable {
    /// A bare word, a name, or a path.
    case word(String)
    /// A word with a sign before it: `+joint`, `-var`.
    case signedWord(isPlus: Bool, String)
    case number(Double, unit: NumberUnit?)
    /// A quoted text, its escapes resolved.
    case text(String)
    /// `@5`.
    case cell(Int)
    /// `..` between the ends of a range.
    case rangeDots
    case symbol(Symbol)
    case newline
    case comment
    case invalid(Problem)
  }

  package var kind: Kind
  /// Where it stands in the source, in characters.
  package var range: Range<Int>
}
