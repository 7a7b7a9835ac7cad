import CTerm
import TextPlots

/// A row of cells in the flat form in which it crosses to C.
nonisolated struct CellRow {
  private(set) var scalars: [UInt32]
  private(set) var widths: [UInt8]
  private(set) var styles: [UInt16]

  /// The row of some cells, whose styles have numbers; without UTF-8 every glyph becomes ASCII.
  init(_ cells: some Collection<Cell>, isUTF8: Bool, number: (Style) -> UInt16) {
    scalars = [UInt32](repeating: 0, count: cells.count * Self.scalarsPerCell)
    widths = [UInt8](repeating: 1, count: cells.count)
    styles = []
    styles.reserveCapacity(cells.count)
    for (column, cell) in cells.enumerated() {
      styles.append(number(cell.style))
      place(cell.character, at: column, isUTF8: isUTF8)
    }
  }

  private mutating func place(_ character: Character?, at column: Int, isUTF8: Bool) {
    let start = column * Self.scalarsPerCell
    guard let character else {
      widths[column] = 0
      // The first half says that it is wide.
      if column > 0, widths[column - 1] == 1 { widths[column - 1] = 2 }
      return
    }
    guard isUTF8 else {
      scalars[start] = UInt32(asciiStandIn(for: character))
      return
    }
    for (offset, scalar) in character.unicodeScalars.prefix(Self.scalarsPerCell).enumerated() {
      scalars[start + offset] = scalar.value
    }
  }

  private static let scalarsPerCell = CT_CELL_SCALARS
}

/// The ASCII character nearest to a glyph, for terminals without UTF-8.
nonisolated func asciiStandIn(for character: Character) -> UInt8 {
  if let ascii = character.asciiValue { return (0x20..<0x7F).contains(ascii) ? ascii : 0x20 }
  if let sign = signs[character] { return sign }
  guard let scalar = character.unicodeScalars.first else { return 0x20 }
  switch scalar.value {
  case 0x2500...0x257F: return UInt8(ascii: "+")
  case 0x2580...0x259F, 0x25A0...0x25FF: return UInt8(ascii: "#")
  case 0x2801...0x28FF: return UInt8(ascii: ".")
  case 0x2800: return UInt8(ascii: " ")
  // A decomposed letter keeps its base: é is e and an accent.
  default: return UInt8(scalar.value < 0x7F ? scalar.value : 0x3F)
  }
}

nonisolated private let signs: [Character: UInt8] = {
  let groups: [(String, Character)] = [
    ("─━╌╍┄┅┈┉═‐‑–—−", "-"), ("│┃┆┇┊┋╎╏║▏▌▕▐", "|"), ("…·•", "."), ("●◆■▲▼", "*"), ("○◇□△▽", "o"),
    ("✗×", "x"), ("✓", "v"), ("▸►→⏎", ">"), ("◂◄←", "<"), ("‘’", "'"), ("“”", "\""), ("λ", "l"),
    ("σ", "s"), ("µμ", "u"), ("≈", "~"), ("⁻", "-"), ("⁰", "0"), ("¹", "1"), ("²", "2"), ("³", "3"),
    ("⁴", "4"), ("⁵", "5"), ("⁶", "6"), ("⁷", "7"), ("⁸", "8"), ("⁹", "9"),
  ]
  var signs: [Character: UInt8] = [:]
  for (glyphs, sign) in groups {
    for glyph in glyphs { signs[glyph] = sign.asciiValue }
  }
  return signs
}()
