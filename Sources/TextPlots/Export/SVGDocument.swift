/// A Scalable Vector Graphics file being written: the same bytes for the same picture.
struct SVGDocument {
  let width: Double
  let height: Double
  private let theme: Theme
  private var body = ""

  /// A document with a title and the ground of a theme.
  init(width: Double, height: Double, title: String, theme: Theme) {
    self.width = width
    self.height = height
    self.theme = theme
    body += "<title>\(markup(title))</title>\n"
    rectangle(x: 0, y: 0, width: width, height: height, fill: theme.groundColor)
  }

  /// The whole file.
  var text: String {
    let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
    let box = "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) \(box) "
      + "font-family=\"monospace\" font-size=\"12\">\n\(body)</svg>\n"
  }

  /// A filled rectangle; one that must join its neighbours without a seam has no soft edges.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, isJoined: Bool = false
  ) {
    let edges = isJoined ? " shape-rendering=\"crispEdges\"" : ""
    element(
      "rect", [("x", x), ("y", y), ("width", max(0, width)), ("height", max(0, height))],
      "fill=\"\(fill)\"\(edges)")
  }

  mutating func line(from p: DotPoint, to q: DotPoint, stroke: String, dash: [Double] = []) {
    element(
      "line", [("x1", p.x), ("y1", p.y), ("x2", q.x), ("y2", q.y)],
      "stroke=\"\(stroke)\"" + Self.dashes(dash))
  }

  mutating func polyline(_ points: [DotPoint], stroke: String, dash: [Double] = []) {
    body +=
      "<polyline points=\"\(Self.list(points))\" fill=\"none\" stroke=\"\(stroke)\" "
      + "stroke-width=\"2\"\(Self.dashes(dash))/>\n"
  }

  mutating func polygon(_ points: [DotPoint], fill: String) {
    body += "<polygon points=\"\(Self.list(points))\" fill=\"\(fill)\"/>\n"
  }

  mutating func circle(_ center: DotPoint, radius: Double, color: String, isHollow: Bool = false) {
    let paint = isHollow ? "fill=\"none\" stroke=\"\(color)\"" : "fill=\"\(color)\""
    element("circle", [("cx", center.x), ("cy", center.y), ("r", radius)], paint)
  }

  /// Where a text stands relative to its place.
  enum Anchor: String { case start, middle, end }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, color: String? = nil,
    bold: Bool = false
  ) {
    let weight = bold ? " font-weight=\"bold\"" : ""
    body +=
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor.rawValue)\" "
      + "fill=\"\(color ?? theme.textColor)\"\(weight) xml:space=\"preserve\">"
      + "\(markup(text))</text>\n"
  }

  private mutating func element(
    _ name: String, _ numbers: [(String, Double)], _ paint: String
  ) {
    let attributes = numbers.map { "\($0.0)=\"\(Self.number($0.1))\"" }.joined(separator: " ")
    body += "<\(name) \(attributes) \(paint)/>\n"
  }

  private static func dashes(_ lengths: [Double]) -> String {
    lengths.isEmpty
      ? "" : " stroke-dasharray=\"\(lengths.map { number(2 * $0) }.joined(separator: " "))\""
  }

  private static func list(_ points: [DotPoint]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  private static func number(_ x: Double) -> String {
    let digits = DecimalDigits(x)?.rounded(decimals: 2)
    return digits.map { $0.positional(decimals: $0.decimals) } ?? "0"
  }
}
