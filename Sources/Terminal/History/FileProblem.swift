/// A file that could not be used, and why.
public nonisolated struct FileProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What was tried with it, as in "cannot write".
  public let operation: String
  /// What the system answered.
  public let reason: String

  /// The sentence for the user.
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
