/// Layers of dots, one for each series, composed into characters once.
struct DotCanvas {
  let glyphs: GlyphLevel
  let width: Int
  let height: Int
  /// The layer that wins the colour of a shared cell.
  var focus: Int?
  private var layers: [(series: Int, dots: DotLayer)] = []

  init(width: Int, height: Int, glyphs: GlyphLevel, focus: Int? = nil) {
    self.width = width
    self.height = height
    self.glyphs = glyphs
    self.focus = focus
  }

  /// The size in dots.
  var dotWidth: Int { 2 * width }
  var dotHeight: Int { glyphs.dotRows * height }

  /// Adds what a series draws as a layer of its own.
  mutating func addLayer(series: Int, _ draw: (inout DotLayer) -> Void) {
    var dots = DotLayer(width: width, height: height, glyphs: glyphs)
    draw(&dots)
    layers.append((series, dots))
  }

  /// The character of a cell and the series that owns it, or nothing where there are no dots.
  ///
  /// The dots of all layers are joined, so no shape is lost. The colour is that of the focused
  /// series, else of the one with most dots, else of the later one.
  func cell(column: Int, row: Int) -> (character: Character, series: Int)? {
    var dots: UInt8 = 0
    var owner: (series: Int, weight: Int)?
    for (series, layer) in layers where layer[column, row] != 0 {
      let pattern = layer[column, row]
      dots |= pattern
      let weight = series == focus ? Int.max : pattern.nonzeroBitCount
      if weight >= owner?.weight ?? 0 { owner = (series, weight) }
    }
    return owner.map { (glyphs.character(for: dots), $0.series) }
  }
}
