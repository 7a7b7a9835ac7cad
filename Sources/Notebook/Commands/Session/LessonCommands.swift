/// `hint`: what helps with the task of the lesson.
enum HintCommand: Command {
  static let signature = CommandSignature(
    "hint", summary: "tutorial: what helps with the task; the answer after the last hint",
    examples: ["hint"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    try context.checkLesson()
    guard let hint = context.session.lesson?.hint() else { return Outcome(output: []) }
    return Outcome(output: [hint])
  }
}

/// `skip`: on to the next task of the lesson.
enum SkipCommand: Command {
  static let signature = CommandSignature(
    "skip", summary: "tutorial: goes on to the next task without doing this one",
    examples: ["skip"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    try context.checkLesson()
    context.session.lesson?.skip()
    return Outcome(output: [])
  }
}

/// `back`: the task before.
enum BackCommand: Command {
  static let signature = CommandSignature(
    "back", summary: "tutorial: goes back to the task before", examples: ["back"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    try context.checkLesson()
    context.session.lesson?.goBack()
    return Outcome(output: [])
  }
}

/// `reset`: the lesson from its first task.
enum ResetCommand: Command {
  static let signature = CommandSignature(
    "reset", summary: "tutorial: begins the lesson again; names stay as they are",
    examples: ["reset"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let lesson = context.session.lesson?.lesson else {
      throw Problem(.notApplicable, "No lesson is on.", remedies: ["tutorial lists the lessons"])
    }
    context.session.lesson = LessonRun(lesson)
    return Outcome(output: [])
  }
}

extension CommandContext {
  /// Refuses what has a meaning within a lesson only.
  fileprivate func checkLesson() throws(Problem) {
    guard session.lesson?.task != nil else {
      throw Problem(
        .notApplicable, session.lesson == nil ? "No lesson is on." : "The lesson is over.",
        remedies: ["tutorial lists the lessons"])
    }
  }
}
