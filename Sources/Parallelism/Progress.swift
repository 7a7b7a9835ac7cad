/// A place where work reports how far it is; reporting never waits for whoever listens.
public struct Progress: Sendable {
  private let receive: @Sendable (Report) -> Void

  /// How far a piece of work is.
  public struct Report: Sendable, Equatable {
    /// The number of units done.
    public let done: Int
    /// The number of units in all.
    public let total: Int
    /// What is known so far, such as the loss.
    public let value: Double?
    /// The log marginal likelihood, where it is estimated on the way.
    public let evidence: Double?

    /// A report of units done, with the value and the evidence reached.
    public init(done: Int, total: Int, value: Double? = nil, evidence: Double? = nil) {
      self.done = done
      self.total = total
      self.value = value
      self.evidence = evidence
    }
  }

  /// A place that hands every report to a function, which must return at once.
  public init(_ receive: @escaping @Sendable (Report) -> Void) { self.receive = receive }

  /// Nobody listens.
  public static let ignored = Progress { _ in }

  /// Reports that some units of all are done.
  public func report(
    _ done: Int, of total: Int, value: Double? = nil, evidence: Double? = nil
  ) {
    receive(Report(done: done, total: total, value: value, evidence: evidence))
  }
}
