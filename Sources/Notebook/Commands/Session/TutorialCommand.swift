import TextPlots

/// `tutorial`: the lessons, or the beginning of one.
enum TutorialCommand: Command {
  static let signature = CommandSignature(
    "tutorial", summary: "the lessons and how far they are done, or the beginning of one",
    parameters: [
      ParameterSignature(
        "lesson", .anyOf([.number(.count), .path(suffixes: [".la.md", ".md"])]),
        help: "the number of a lesson, or the file of another one", isOptional: true)
    ], examples: ["tutorial", "tutorial 1"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard arguments.isGiven("lesson") else { return Outcome(output: list(context)) }
    let lesson = try lesson(arguments, context)
    context.session.lesson = LessonRun(lesson)
    return Outcome(
      output: [LessonText.title(lesson)] + again(lesson, context), preparation: lesson.preparation)
  }

  /// Why a lesson that was left halfway begins at its first task.
  private static func again(_ lesson: Lesson, _ context: CommandContext) -> [OutputBlock] {
    guard let done = lesson.number.flatMap({ context.lessons?.tasksDone()[$0] }),
      done < lesson.tasks.count
    else { return [] }
    let note =
      "Begun before: \(volatile("\(done)")) of \(lesson.tasks.count) tasks were done. "
      + "It begins again, for its objects were made then; skip goes past a task."
    return [.text([note], Style(.dim))]
  }

  private static func lesson(
    _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> Lesson {
    if let number = arguments.integer("lesson") {
      guard let lesson = Lessons.all.first(where: { $0.number == number }) else {
        throw Problem(
          .numberNotAllowed, "There are the lessons 1 to \(Lessons.all.count).",
          at: arguments.place(of: "lesson"), remedies: ["tutorial lists them"])
      }
      return lesson
    }
    let path = arguments.path("lesson") ?? ""
    do {
      return try Lesson(NotebookStore.read(context.files.path(path)))
    } catch let flaw as LessonFlaw {
      throw Problem(
        .fileMalformed, "\(path), line \(flaw.line): \(flaw.reason).",
        at: arguments.place(of: "lesson"), remedies: ["mend line \(flaw.line) in an editor"])
    }
  }

  private static func list(_ context: CommandContext) -> [OutputBlock] {
    let done = context.lessons?.tasksDone() ?? [:]
    let rows = Lessons.all.map { lesson in
      let number = lesson.number ?? 0
      let count = min(done[number] ?? 0, lesson.tasks.count)
      return [
        "\(number)", lesson.title, lesson.minutes.map { "\($0) min" } ?? "",
        volatile(count == lesson.tasks.count ? "✓ done" : "\(count) of \(lesson.tasks.count)"),
      ]
    }
    return [
      .table(
        TextPlots.Table(
          columns: [
            .init("lesson", alignment: .right), .init("about"), .init("time", alignment: .right),
            .init("tasks"),
          ], rows: rows)),
      .lines(["tutorial 1 begins the first · hint, skip, back and reset go through a lesson"]),
    ]
  }
}
