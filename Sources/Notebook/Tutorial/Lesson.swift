/// A lesson of the tutorial: a notebook with tasks, each with hints, an answer and a check.
struct Lesson: Sendable {
  /// The number in the tutorial; nil for a lesson from a file of the user's.
  var number: Int?
  /// What it is about.
  let title: String
  /// How long it takes a newcomer, in minutes; nil where the file does not say.
  let minutes: Int?
  /// Commands that run before the first task.
  let preparation: [String]
  /// The tasks, in order; at least one.
  let tasks: [LessonTask]
  /// The Markdown after the last task.
  let ending: String
}

/// A step of a lesson.
struct LessonTask: Sendable {
  /// The id in the file.
  let id: String
  /// The Markdown before it.
  let text: String
  /// What is to be done.
  let goal: String
  /// What helps, the first hints first.
  let hints: [String]
  /// Commands that do it, line by line.
  let answer: [String]
  /// Whether it is done.
  let check: LessonCheck
}
