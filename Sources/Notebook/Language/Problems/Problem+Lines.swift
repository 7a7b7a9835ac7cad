import TextPlots

extension Problem {
  /// The problem in at most four lines: source, caret, what is wrong, what to do next.
  ///
  /// Of the source, the line with the problem is shown, behind the label, such as `[7] `. Tab is
  /// offered where the Tab key puts the suggestion in its place.
  public func lines(source: String, label: String = "", offersTab: Bool = false) -> [String] {
    var lines = range.map { excerpt(of: Array(source), around: $0, label: label) } ?? []
    lines.append(description)
    let canReplace = offersTab && range != nil && suggestions.count == 1
    let next = (canReplace ? ["Tab replaces it"] : []) + remedies
    if !next.isEmpty { lines.append("  " + next.joined(separator: " · ")) }
    return lines
  }

  /// The problem in words, what is wrong first: for a screen reader, and where no caret can be shown.
  public func plainLines(source: String) -> [String] {
    let place = range.flatMap { source.isEmpty ? nil : Self.place($0, in: source) }
    return [PlainText.words(description)] + (place.map { ["  place: \($0)"] } ?? [])
      + remedies.map { "  next: \($0)" }
  }

  /// `line 1, character 9: perc`.
  static func place(_ range: Range<Int>, in source: String) -> String {
    let characters = Array(source)
    let start = min(range.lowerBound, characters.count)
    let before = characters[..<start]
    let line = before.count { $0 == "\n" } + 1
    let column = start - (before.lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
    let word = String(characters[start..<max(start, min(range.upperBound, characters.count))])
    return "line \(line), character \(column): \(word)"
  }

  /// The widest excerpt, so that the caret stays under its word on a terminal of 80 columns.
  private static let excerptWidth = 76

  private func excerpt(of source: [Character], around range: Range<Int>, label: String) -> [String]
  {
    let lower = min(range.lowerBound, source.count)
    let start = (source[..<lower].lastIndex(where: \.isNewline) ?? -1) + 1
    let end = source[lower...].firstIndex(where: \.isNewline) ?? source.count
    let upper = max(lower, min(range.upperBound, end))
    let shownStart = lower - start > Self.excerptWidth / 2 ? lower - Self.excerptWidth / 2 : start
    let shownEnd = min(end, shownStart + Self.excerptWidth)
    let before = label + (shownStart > start ? "…" : "") + shown(source[shownStart..<lower])
    let marked = shown(source[lower..<max(lower, min(upper, shownEnd))])
    let after = shown(source[max(lower, min(upper, shownEnd))..<shownEnd])
    let carets = max(1, displayWidth(of: marked))
    return [
      before + marked + after + (shownEnd < end ? "…" : ""),
      String(repeating: " ", count: displayWidth(of: before))
        + String(repeating: "^", count: carets),
    ]
  }

  /// The characters with a cell for each: a control character would move the caret away.
  private func shown(_ characters: ArraySlice<Character>) -> String {
    String(characters.map { displayWidth(of: $0) == 0 ? " " : $0 })
  }
}
