import TextPlots

/// A picture, as a session holds it.
struct PlotObject: SessionObject {
  /// The picture.
  let picture: Plot

  init(_ picture: Plot) { self.picture = picture }

  var kind: ObjectKind { .plot }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(picture.csv())
    return fingerprint
  }

  var headline: String { picture.describe().first ?? "a plot" }

  /// What the picture leaves out; nil when it shows everything.
  var note: String? {
    let dropped = picture.droppedPoints
    guard dropped > 0 else { return nil }
    return "\(dropped) point\(dropped == 1 ? "" : "s") not shown: not finite, or not positive on a "
      + "logarithmic axis"
  }

  func json(name: String) -> JSONValue {
    .object([("kind", "plot"), ("description", .array(picture.describe().map(JSONValue.text)))])
  }

  /// The numbers that are drawn.
  func table() throws -> TextPlots.Table { rows }

  /// The numbers that are drawn.
  var rows: TextPlots.Table {
    let rows = picture.csv().split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return TextPlots.Table(
      columns: (rows.first ?? []).map { .init($0, alignment: .right) },
      rows: Array(rows.dropFirst()))
  }

  func plot(_ request: PlotRequest) throws -> Plot { picture }

  func defaultView() throws -> [OutputBlock] { [.plot(picture)] }
}
