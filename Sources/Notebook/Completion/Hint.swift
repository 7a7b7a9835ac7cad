/// The usage line of what is being typed, with the argument at the cursor marked.
public struct Hint: Equatable, Sendable {
  /// The usage line.
  public var text: String
  /// The characters of the usage line that show the argument at the cursor.
  public var emphasis: Range<Int>?
}

extension Completer {
  /// The usage line for a cursor; nil where there is no command, or one we do not know.
  public func hint(of line: String, cursor: Int) -> Hint? {
    let context = CursorReader.context(
      of: line, cursor: cursor, catalogue: catalogue, session: session)
    if context.isInComment { return nil }
    if context.isAtHead { return headHint(context.prefix) }
    guard let scope = context.scope else { return nil }
    let pieces = scope.signature.usagePieces
    let text = pieces.map(\.text).joined(separator: context.isInCall ? ", " : " ")
    let opening = scope.subject + (context.isInCall ? "(" : " ")
    let emphasis = emphasis(of: scope.currentArgument, in: pieces, context)
    return Hint(
      text: context.isInCall ? "\(opening)\(text))" : (opening + text).trimmingBlankEnd,
      emphasis: emphasis.map { ($0.lowerBound + opening.count)..<($0.upperBound + opening.count) })
  }

  /// While the verb is typed: its usage line as soon as it is clear which one it is.
  private func headHint(_ prefix: String) -> Hint? {
    let begun = prefix.isEmpty ? [] : catalogue.commands(startingWith: prefix)
    let command = catalogue.command(prefix) ?? (begun.count == 1 ? begun.first : nil)
    return command.map { Hint(text: $0.usage, emphasis: 0..<$0.verb.count) }
  }

  private func emphasis(
    of argument: String?, in pieces: [UsagePiece], _ context: CursorContext
  ) -> Range<Int>? {
    var start = 0
    for piece in pieces {
      if piece.argument == argument, argument != nil { return start..<(start + piece.text.count) }
      start += piece.text.count + (context.isInCall ? 2 : 1)
    }
    return nil
  }
}

extension CursorContext {
  /// Whether the arguments being typed stand in parentheses.
  fileprivate var isInCall: Bool {
    let outermost = frames.firstIndex { if case .arguments = $0 { true } else { false } }
    let innermost = frames.lastIndex { if case .arguments = $0 { true } else { false } }
    return innermost != outermost || (innermost ?? 0) > 0
  }
}

extension CursorScope {
  /// The option whose value is typed, or the parameter whose turn it is.
  fileprivate var currentArgument: String? {
    pendingKey.map { signature.option($0)?.name ?? $0 } ?? openParameters.first?.name
  }
}

extension String {
  fileprivate var trimmingBlankEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
