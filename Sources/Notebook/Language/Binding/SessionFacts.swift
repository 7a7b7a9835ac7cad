/// What the language needs to know about a session to check a line and to complete it.
public protocol SessionFacts {
  /// The objects that have a name, the newest last.
  var objects: [ObjectFact] { get }
  /// What an object is; nil if there is none.
  func kind(of noun: Noun) -> ObjectKind?
  /// The columns of data, or of the table of another object; nil if not known.
  func columns(of noun: Noun) -> [String]?
  /// The inputs that a posterior or a model takes; nil if not known.
  func inputs(of noun: Noun) -> [String]?
  /// The files and folders whose path begins so, folders with a slash at the end.
  func files(startingWith path: String) -> [String]
}

/// A named object, as completion shows it.
public struct ObjectFact: Equatable, Sendable {
  /// Its name.
  public var name: String
  /// What it is.
  public var kind: ObjectKind
  /// A few words on what is in it: `moons 1000×2`.
  public var label: String

  /// A named object.
  public init(_ name: String, _ kind: ObjectKind, label: String = "") {
    self.name = name
    self.kind = kind
    self.label = label
  }
}
