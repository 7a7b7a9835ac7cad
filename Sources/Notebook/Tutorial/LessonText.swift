import TextPlots

/// What a lesson says.
enum LessonText {
  /// The lesson's name, before its first text.
  static func title(_ lesson: Lesson) -> OutputBlock {
    let number = lesson.number.map { "Lesson \($0) · " } ?? ""
    let minutes = lesson.minutes.map { " · about \($0) minutes" } ?? ""
    return .text(["\(number)\(lesson.title)\(minutes)"], Style(.accent, bold: true))
  }

  /// Markdown as paragraphs that break anew at any width, its code in the learner's names.
  static func prose(_ markdown: String, names: LearnerNames) -> [OutputBlock] {
    let spans = markdown.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    let text = spans.map {
      $0.offset % 2 == 1 ? names.applied(to: String($0.element)) : String($0.element)
    }
    let lines = markdownParagraphs(of: text.joined(separator: "`"))
    return lines.isEmpty ? [] : [.lines(lines)]
  }

  /// The text before a task and the task; after the last one how the lesson ends.
  static func question(_ run: LessonRun) -> [OutputBlock] {
    guard let task = run.task, let headline = run.headline else { return ending(run) }
    return prose(task.text, names: run.learnerNames) + [
      .text(["▸ \(headline)"], Style(.accent, bold: true)),
      .text(["  hint helps · skip goes on · back · reset"], Style(.dim)),
    ]
  }

  /// That a task is done, or was before it was asked.
  static func done(_ run: LessonRun, isAhead: Bool) -> OutputBlock {
    .text(["✓ done\(isAhead ? " already" : ""): \(run.task?.goal ?? "")", ""], Style(.ok))
  }

  /// A hint, counted from 0; after the last one the answer, in the learner's names.
  static func hint(_ task: LessonTask, number: Int, names: LearnerNames) -> OutputBlock {
    guard number < task.hints.count else {
      return .lines(["answer:"] + task.answer.map { "  la> \(names.applied(to: $0))" })
    }
    let left = task.hints.count - number
    return .lines([
      "hint: \(names.applied(to: task.hints[number]))",
      left > 1 ? "  hint again says more" : "  hint again gives the answer",
    ])
  }

  private static func ending(_ run: LessonRun) -> [OutputBlock] {
    let count = run.lesson.tasks.count
    let verdict =
      run.done.count == count
      ? "✓ all \(count) tasks are done" : "\(run.done.count) of \(count) tasks are done"
    let next = goingOn(after: run.lesson).map { " · \($0)" } ?? ""
    return prose(run.lesson.ending, names: run.learnerNames) + [.text([verdict + next], Style(.ok))]
  }

  /// The command of the next lesson, and what that is about; nil after the last one.
  static func goingOn(after lesson: Lesson) -> String? {
    lesson.number.flatMap { number in
      Lessons.all.first { $0.number == number + 1 }.map {
        "tutorial \(number + 1) goes on: \($0.title)"
      }
    }
  }
}
