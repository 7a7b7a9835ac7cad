/// What is wrong with a lesson.
struct LessonFlaw: Error, Equatable {
  /// What it is.
  let reason: String
  /// The line of the file, counted from 1; 0 where it is not known.
  var line = 0

  init(_ reason: String, line: Int = 0) {
    self.reason = reason
    self.line = line
  }

  /// The same at a line.
  func at(_ line: Int) -> LessonFlaw { LessonFlaw(reason, line: line) }
}
