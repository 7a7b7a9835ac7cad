extension CellGrid {
  /// The rows as text with escape sequences for the colours of a theme.
  ///
  /// Blanks at the end of a row are left out, and a row that changed anything ends with a reset.
  /// The theme without colours writes no escapes.
  public func ansiLines(theme: Theme) -> [String] {
    guard theme != .none else { return lines }
    return (0..<height).map { ansiLine(Array(row($0)), theme: theme) }
  }

  private func ansiLine(_ row: [Cell], theme: Theme) -> String {
    var line = ""
    var current = Appearance.plain
    let end = row.lastIndex { !isInvisible($0) }.map { $0 + 1 } ?? 0
    for cell in row[..<end] {
      guard let character = cell.character else { continue }
      var wanted = theme.appearance(of: cell.style)
      if character == " ", !wanted.isReversed {
        // A blank shows no ink, so its colour need not be switched.
        wanted.foreground = current.foreground
        wanted.isBold = current.isBold
      }
      line += switching(from: current, to: wanted)
      line.append(character)
      current = wanted
    }
    return current == .plain ? line : line + "\u{1B}[0m"
  }

  private func isInvisible(_ cell: Cell) -> Bool {
    cell.character == " " && cell.style.ground == .plain && !cell.style.isReversed
  }

  /// The shorter of changing what differs and of setting everything anew.
  private func switching(from old: Appearance, to new: Appearance) -> String {
    guard old != new else { return "" }
    let anew = "0" + changes(from: .plain, to: new).map { ";" + $0 }.joined()
    let changed = changes(from: old, to: new).joined(separator: ";")
    return "\u{1B}[\(changed.count <= anew.count ? changed : anew)m"
  }

  private func changes(from old: Appearance, to new: Appearance) -> [String] {
    var codes: [String] = []
    if old.isBold != new.isBold { codes.append(new.isBold ? "1" : "22") }
    if old.isReversed != new.isReversed { codes.append(new.isReversed ? "7" : "27") }
    if old.foreground != new.foreground {
      codes.append(new.foreground.map { "38;5;\($0)" } ?? "39")
    }
    if old.background != new.background {
      codes.append(new.background.map { "48;5;\($0)" } ?? "49")
    }
    return codes
  }
}
