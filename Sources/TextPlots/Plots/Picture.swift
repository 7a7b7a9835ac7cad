/// Data that can be looked at: on a terminal, in a browser, in a table, or read aloud.
public protocol Picture: Hashable, Sendable {
  /// What the picture shows.
  var title: String { get }
  /// How many data points have no place in the picture: not finite, or not positive on a
  /// logarithmic axis.
  var droppedPoints: Int { get }
  /// The picture as characters; no data or no room never fails.
  func grid(_ options: PlotOptions) -> CellGrid
  /// The picture as a Scalable Vector Graphics file.
  func svg(theme: Theme) -> String
  /// The drawn data as comma-separated values with a header.
  func csv() -> String
  /// The picture in words, one line for each part.
  func describe() -> [String]
}

extension Picture {
  /// The title and a sentence in place of a picture.
  func emptyGrid(_ sentence: String, _ options: PlotOptions) -> CellGrid {
    let lines = [(title, Style(.accent, bold: true)), (sentence, Style(.dim))]
      .filter { !$0.0.isEmpty }
    var grid = CellGrid(
      width: options.width, height: min(lines.count, options.height ?? lines.count))
    for (row, line) in lines.enumerated() {
      grid.write(
        truncated(line.0, to: options.width, glyphs: options.glyphs), column: 0, row: row,
        style: line.1)
    }
    return grid
  }
}
