/// The first lines of a notebook, between two lines of dashes.
///
/// Fields we do not know, comments and blank lines are kept as they are.
public struct NotebookHeader: Sendable {
  /// The format this program reads and writes.
  public static let version = "1"

  /// How much of the outputs is kept in the file.
  public enum Outputs: String, CaseIterable, Sendable {
    /// Nothing.
    case none
    /// What was printed.
    case text
    /// What was printed, and long tables in full.
    case full
  }

  struct Field: Sendable {
    var raw: String
    var name: String?
    var value: String
  }

  var opening: String
  var fields: [Field]
  var closing: String

  /// The value of a field, without quotes and comment.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// What the notebook is about.
  public var title: String? { self["title"] }

  /// The seed of everything random that has no seed of its own.
  public var seed: Int? { self["seed"].flatMap { Int($0) } }

  /// The programs that can run the notebook: `la >= 0.3`.
  public var requires: String? { self["requires"] }

  /// How much of the outputs is kept.
  public var outputs: Outputs { self["outputs"].flatMap(Outputs.init(rawValue:)) ?? .text }

  var text: String { opening + fields.map(\.raw).joined() + closing }
}

extension NotebookHeader {
  /// The header of a new notebook.
  init(title: String?, seed: Int?) {
    opening = "---\n"
    fields = []
    closing = "---\n"
    set("la", to: Self.version, lineEnding: "\n")
    if let title { set("title", to: title, lineEnding: "\n") }
    if let seed { set("seed", to: String(seed), lineEnding: "\n") }
  }

  /// Writes a field anew, in its place or at the end.
  mutating func set(_ name: String, to value: String, lineEnding: String) {
    guard self[name] != value else { return }
    let field = Field(
      raw: "\(name): \(Self.written(value))\(lineEnding)", name: name, value: value)
    if let index = fields.firstIndex(where: { $0.name == name }) {
      fields[index] = field
    } else {
      fields.append(field)
    }
  }

  /// The value in quotes where it would be read as something else without.
  private static func written(_ value: String) -> String {
    let line = String(value.map { $0.isNewline ? " " : $0 })
    let isPlain = Field(parsing: Substring("x: " + line)).value == value
    return isPlain ? line : Printer.quoted(line)
  }
}
