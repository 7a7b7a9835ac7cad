#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A session that ended without saying so, and what its journal tells.
public struct DeadSession: Sendable {
  /// Where the journal is.
  public let path: String
  /// What it tells.
  public let content: JournalContent

  /// Takes hold of the journal, so that this session alone brings it back; nil if it is gone.
  package func claim() -> JournalClaim? { JournalClaim(path, isExclusive: true) }

  /// What there is: `14 cells`, or `a line`.
  var summary: String {
    switch content.cells.count {
    case 0: "a line"
    case 1: "1 cell"
    case let count: "\(count) cells"
    }
  }

  /// When the session began: the time of day, with the date if it was another day.
  var moment: String {
    var now = tm()
    var then = tm()
    var present = time(nil)
    var begin = time_t(content.time)
    localtime_r(&present, &now)
    localtime_r(&begin, &then)
    let clock = "\(twoDigits(then.tm_hour)):\(twoDigits(then.tm_min))"
    if now.tm_year == then.tm_year && now.tm_yday == then.tm_yday { return clock }
    let month = twoDigits(then.tm_mon + 1)
    return "\(then.tm_year + 1900)-\(month)-\(twoDigits(then.tm_mday)) \(clock)"
  }

  private func twoDigits(_ number: CInt) -> String { (number < 10 ? "0" : "") + String(number) }
}

extension [DeadSession] {
  /// The line that says what can be brought back; nil if there is nothing.
  public var notice: String? {
    guard let newest = first else { return nil }
    let others = count > 1 ? " · recover list: \(count - 1) more" : ""
    return "recovered \(newest.summary) from \(newest.moment) (crash): recover opens "
      + (newest.content.cells.count == 1 || newest.content.cells.isEmpty ? "it" : "them")
      + " · recover discard" + others
  }
}
