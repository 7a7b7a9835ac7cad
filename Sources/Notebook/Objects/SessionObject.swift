import TextPlots

/// Something a session holds under a name; it never changes once made.
protocol SessionObject: Sendable {
  /// What it is.
  var kind: ObjectKind { get }

  /// What tells its content from that of others.
  var fingerprint: Fingerprint { get }

  /// The object in a line.
  var headline: String { get }

  /// The object with its name in the form that scripts read.
  func json(name: String) -> JSONValue

  /// The object as rows and columns.
  func table() throws -> TextPlots.Table

  /// The object as a picture.
  func plot(_ request: PlotRequest) throws -> Plot

  /// What is shown when nothing else is asked for.
  func defaultView() throws -> [OutputBlock]
}

/// What a picture should show, as the `plot` command was told.
struct PlotRequest: Sendable {
  /// A word that chooses among an object's pictures, such as `loss` or `spectrum`.
  var subject: String?
  /// The column along x.
  var x: String?
  /// The columns along y.
  var y: [String] = []
  /// What the colours of a map stand for.
  var z: String?
  /// The column that groups points into series.
  var color: String?
  /// Whether the x axis is logarithmic; nil leaves it to the object.
  var isLogX: Bool?
  /// Whether the y axis is logarithmic; nil leaves it to the object.
  var isLogY: Bool?
  /// Data whose points are drawn on top.
  var points: DataObject?
  /// Which standard deviations the bands of a regression show.
  var deviations: [Double] = [1, 2]
  /// Whether bands include the observation noise.
  var includesNoise = false
  /// A title instead of the object's own.
  var title: String?
}
