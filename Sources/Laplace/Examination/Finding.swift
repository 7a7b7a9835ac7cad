/// What one check of an examination found: how grave it is, the figures it rests on, and what to do.
public struct Finding: Equatable, Sendable {
  /// How grave a finding is.
  public enum Severity: String, CaseIterable, Comparable, Sendable {
    /// Nothing is wrong.
    case ok
    /// Worth knowing; nothing need be done.
    case note
    /// The results are doubtful.
    case warning
    /// The results have no meaning.
    case error

    /// From `ok` up to `error`.
    public static func < (left: Severity, right: Severity) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  /// A number that a finding rests on.
  public struct Figure: Equatable, Sendable {
    /// What it is, in snake case: `gradient_norm`.
    public let name: String
    /// The number.
    public let value: Double

    /// A number with its name.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The word of the check: `maximum`, `noise`, ….
  public let name: String
  /// How grave it is.
  public let severity: Severity
  /// The numbers it rests on.
  public let figures: [Figure]
  /// What was found, in one sentence.
  public let text: String
  /// What to do; empty where nothing need be done.
  public let remedies: [String]

  /// What a check found.
  public init(
    _ name: String, _ severity: Severity, _ text: String, figures: [Figure] = [],
    remedies: [String] = []
  ) {
    self.name = name
    self.severity = severity
    self.text = text
    self.figures = figures
    self.remedies = remedies
  }

  /// A figure by its name.
  public subscript(figure: String) -> Double? { figures.first { $0.name == figure }?.value }
}
