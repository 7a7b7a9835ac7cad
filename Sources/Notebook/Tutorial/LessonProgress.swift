import FoundationEssentials

/// How many tasks of each lesson were done, kept in a file from one session to the next.
///
/// A line holds the number of a lesson and that of its tasks done. A file that cannot be read or written
/// costs no more than the marks in the list of lessons.
public struct LessonProgress: Sendable {
  private let path: String

  /// The progress in the file at a path.
  public init(path: String) { self.path = path }

  /// `$XDG_STATE_HOME/laplace/lessons`, or `~/.local/state/laplace/lessons`; nil without a home.
  public init?(environment: [String: String]) {
    guard let folder = StateFolder.path(environment: environment) else { return nil }
    path = folder + "/lessons"
  }

  /// The numbers of tasks done, by lesson.
  func tasksDone() -> [Int: Int] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
    let pairs = text.split(separator: "\n").compactMap { line -> (Int, Int)? in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
    return Dictionary(pairs, uniquingKeysWith: max)
  }

  /// Notes how far a lesson is; what was reached before is not taken back.
  func note(_ run: LessonRun) {
    guard let number = run.lesson.number, !run.done.isEmpty else { return }
    var known = tasksDone()
    guard run.done.count > known[number] ?? 0 else { return }
    known[number] = run.done.count
    let text = known.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }
}
