import TextPlots

/// A screen as text: its rows, the style of every cell as a letter, and what the letters mean and look
/// like in every theme.
struct StyleMap {
  private var letters: [Style: Character] = [:]
  private var order: [Style] = []
  private var rows: [String] = []
  private let grid: CellGrid

  /// The letters of styles in the order of their first cells; a point is plain text.
  private static let alphabet =
    Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

  init(_ grid: CellGrid) {
    self.grid = grid
    for row in 0..<grid.height { rows.append(String(grid.row(row).map { letter($0.style) })) }
  }

  /// The styles other than plain text.
  var styles: [Style] { order }

  private mutating func letter(_ style: Style) -> Character {
    if style == .plain { return "." }
    if let letter = letters[style] { return letter }
    let letter = order.count < Self.alphabet.count ? Self.alphabet[order.count] : "!"
    letters[style] = letter
    order.append(style)
    return letter
  }

  /// The text of the file that keeps it; points at the end of a row are left out.
  func text(cursor: (column: Int, row: Int)?) -> String {
    let place = cursor.map { "cursor \($0.column),\($0.row)" } ?? "no cursor"
    let maps = rows.map { row in
      var row = row
      while row.last == "." { row.removeLast() }
      return row
    }
    let legend = order.map { style in
      let looks = Theme.allCases.map { "\($0.rawValue) \(look(of: style, in: $0))" }
      return "\(letters[style] ?? "!") \(name(of: style)): \(looks.joined(separator: ", "))"
    }
    return
      (["\(grid.width)x\(grid.height), \(place)"] + grid.lines + ["-- styles"] + maps
      + ["-- looks"] + legend).joined(separator: "\n") + "\n"
  }

  private func name(of style: Style) -> String {
    var words = ["\(style.ink)"]
    if style.ground != .plain { words.append("on \(style.ground)") }
    if style.isBold { words.append("bold") }
    if style.isReversed { words.append("reversed") }
    return words.joined(separator: " ")
  }

  private func look(of style: Style, in theme: Theme) -> String {
    let look = theme.appearance(of: style)
    return (look.foreground.map(String.init) ?? "-") + "/"
      + (look.background.map(String.init) ?? "-") + (look.isBold ? "b" : "")
      + (look.isReversed ? "r" : "")
  }
}
