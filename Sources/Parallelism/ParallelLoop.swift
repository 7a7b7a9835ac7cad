/// Loops over independent pieces of work.
public enum Parallel {
  /// The results of a function for 0, 1, …, in that order.
  public static func map<Result: Sendable>(
    _ count: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] { (0..<count).map(body) }
}
