extension Completer {
  /// What is left to type of the default of the option at the end of the line; nil where there is no
  /// option, or something else was begun.
  public func ghost(of line: String, cursor: Int) -> String? {
    guard cursor == line.count else { return nil }
    let context = CursorReader.context(
      of: line, cursor: cursor, catalogue: catalogue, session: session)
    guard !context.isInComment, !context.isInText,
      let value = context.scope?.pendingOption?.defaultText,
      value.hasPrefix(context.prefix), value.count > context.prefix.count
    else { return nil }
    return String(value.dropFirst(context.prefix.count))
  }
}
