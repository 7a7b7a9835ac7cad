/// Progress as lines that follow each other, for a terminal that is read aloud: `grid 40% about 12 s`.
///
/// A line comes at every tenth of the work, but not before two seconds have gone and not more often than
/// once in a second; and after ten seconds without one.
public struct ProgressLines {
  private let label: String
  private var total = 0
  private var tenth = 0
  private var beginning = 0.0
  private var last = 0.0

  /// The progress of commands, whose first verb names it.
  public init(of source: String) {
    let stage = (try? Parser.lines(of: source))?.first?.stages.first
    label = stage?.verb?.text ?? "work"
  }

  /// The line for a report after some seconds; nil while there is nothing new to say.
  public mutating func line(done: Int, total: Int, seconds: Double) -> String? {
    guard total > 0 else { return nil }
    if total != self.total || done * 10 / total < tenth {
      // The first piece of work began with the command.
      (beginning, tenth) = (self.total == 0 ? 0 : seconds, 0)
      self.total = total
    }
    let reached = done * 10 / total
    let isNew = reached > tenth && seconds - last >= 1
    guard seconds >= 2, done < total, isNew || seconds - last >= 10 else { return nil }
    (tenth, last) = (reached, seconds)
    let left =
      done > 0 && seconds > beginning
      ? " about \(Int(((seconds - beginning) / Double(done) * Double(total - done)).rounded(.up))) s"
      : ""
    return "\(label) \(done * 100 / total)%\(left)"
  }
}
