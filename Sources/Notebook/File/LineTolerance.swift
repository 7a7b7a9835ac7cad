/// When two lines of output say the same: numbers within a tolerance, all else letter by letter.
///
/// What stands between `⟨` and `⟩` (durations, memory) is never compared. Blanks beside a number
/// do not count, since a number of another length moves its neighbours.
public struct LineTolerance: Sendable {
  /// The largest difference, as a part of the larger number.
  public var relative: Double
  /// The largest difference whatever the size of the numbers.
  public var absolute: Double

  /// A tolerance; the default forgives another order of summation, and little else.
  public init(relative: Double = 1e-6, absolute: Double = 1e-12) {
    self.relative = relative
    self.absolute = absolute
  }

  /// Whether two lines say the same.
  public func accepts(_ recorded: String, _ new: String) -> Bool {
    accepts(ComparedLine(recorded), ComparedLine(new))
  }

  func accepts(_ recorded: ComparedLine, _ new: ComparedLine) -> Bool {
    if recorded.text == new.text { return true }
    guard recorded.pieces.count == new.pieces.count else { return false }
    return zip(recorded.pieces, new.pieces).allSatisfy(accepts)
  }

  private func accepts(_ recorded: ComparedLine.Piece, _ new: ComparedLine.Piece) -> Bool {
    guard case .number(let a, let isWholeA) = recorded, case .number(let b, let isWholeB) = new
    else { return recorded == new }
    // Counts are exact; a measured figure may happen to be whole on one side.
    if isWholeA, isWholeB { return a == b }
    return a == b || abs(a - b) <= max(absolute, relative * max(abs(a), abs(b)))
  }
}
