import CTerm
import TextPlots

/// A row of cells in the flat form in which it crosses to C.
nonisolated struct CellRow {
  private(set) var scalars: [UInt32]
  private(set) var widths: [UInt8]
  private(set) var styles: [UInt16]

  /// The row of some cells, whose styles have numbers, with stand-ins for the glyphs that are not there.
  init(_ cells: some Collection<Cell>, glyphs: GlyphRepertoire, number: (Style) -> UInt16) {
    scalars = [UInt32](repeating: 0, count: cells.count * Self.scalarsPerCell)
    widths = [UInt8](repeating: 1, count: cells.count)
    styles = []
    styles.reserveCapacity(cells.count)
    for (column, cell) in cells.enumerated() {
      styles.append(number(cell.style))
      place(cell.character.map(glyphs.shown), at: column)
    }
  }

  private mutating func place(_ character: Character?, at column: Int) {
    let start = column * Self.scalarsPerCell
    guard let character else {
      widths[column] = 0
      // The first half says that it is wide.
      if column > 0, widths[column - 1] == 1 { widths[column - 1] = 2 }
      return
    }
    for (offset, scalar) in character.unicodeScalars.prefix(Self.scalarsPerCell).enumerated() {
      scalars[start + offset] = scalar.value
    }
  }

  private static let scalarsPerCell = CT_CELL_SCALARS
}
