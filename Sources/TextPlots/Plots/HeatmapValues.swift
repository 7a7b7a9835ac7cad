/// The numbers of a heatmap gathered into the pieces of a canvas.
struct HeatmapValues {
  /// The pieces in a row.
  let width: Int
  /// The rows of pieces.
  let height: Int
  private let means: [Double?]

  /// The mean of the finite numbers in each piece, the rows from above; nothing where there are
  /// none.
  init(_ map: Heatmap, x: AxisDomain, y: AxisDomain, columns: Int, rows: Int) {
    width = columns
    height = rows
    let xPieces = map.columns.pieces(columns, of: x)
    let yPieces = map.rows.pieces(rows, of: y).reversed()
    means = yPieces.flatMap { ys in
      xPieces.map { xs in
        var (sum, count) = (0.0, 0.0)
        for row in ys {
          for column in xs {
            guard let value = map.value(column, row) else { continue }
            sum += value
            count += 1
          }
        }
        return count > 0 ? sum / count : nil
      }
    }
  }

  /// The mean in a piece.
  subscript(column: Int, row: Int) -> Double? { means[row * width + column] }

  /// The largest number of data in a piece.
  static func most(
    _ map: Heatmap, x: AxisDomain, y: AxisDomain, columns: Int, rows: Int
  ) -> Int {
    let columns = map.columns.pieces(columns, of: x).map(\.count).max() ?? 0
    let rows = map.rows.pieces(rows, of: y).map(\.count).max() ?? 0
    return columns * rows
  }

  /// Colours fill half a cell, by its ink and its ground; shades and ASCII fill a whole one.
  static func rowsPerCell(_ options: PlotOptions) -> Int {
    options.color && options.glyphs != .ascii ? 2 : 1
  }
}
