/// A lesson under way: which task is asked, and what the session has done since the lesson began.
struct LessonRun: Sendable {
  /// The lesson.
  let lesson: Lesson
  /// The place of the task that is asked; the number of tasks once all are behind.
  private(set) var place = 0
  /// The places of the tasks that were done rather than skipped.
  private(set) var done: Set<Int> = []
  private var record = LessonRecord()
  /// What the learner calls the objects of the lesson.
  private(set) var learnerNames = LearnerNames()
  private var hintsGiven = 0
  private var isAsked = false

  /// A lesson at its first task.
  init(_ lesson: Lesson) { self.lesson = lesson }

  /// The task that is asked; nil once all are behind.
  var task: LessonTask? { place < lesson.tasks.count ? lesson.tasks[place] : nil }

  /// The lesson and its task in a line; nil once all are behind.
  var headline: String? {
    task.map { "task \(place + 1) of \(lesson.tasks.count): \($0.goal)" }
  }

  /// Takes what a cell has done, goes over the tasks that are done by it, and gives what there is to
  /// say: the tasks that are done, and the next one where it has not been asked yet.
  mutating func follow(_ cell: LessonRecord) -> [OutputBlock] {
    record.append(cell)
    var blocks: [OutputBlock] = []
    var isAhead = false
    while isAsked, let task, task.check.holds(on: record) {
      done.insert(place)
      learnerNames.learn(from: task, record)
      blocks.append(LessonText.done(self, isAhead: isAhead))
      isAhead = true
      move(to: place + 1)
      // What was done ahead of its task is done, but the text of that task is still to be read.
      if let task = self.task, task.check.holds(on: record) {
        blocks += LessonText.prose(task.text, names: learnerNames)
        isAsked = true
      }
    }
    if !isAsked {
      blocks += LessonText.question(self)
      isAsked = true
    }
    return blocks
  }

  /// The next hint, or the answer after the last one.
  mutating func hint() -> OutputBlock? {
    guard let task else { return nil }
    defer { hintsGiven += 1 }
    return LessonText.hint(task, number: hintsGiven, names: learnerNames)
  }

  /// Goes on to the next task without doing this one.
  mutating func skip() { move(to: min(place + 1, lesson.tasks.count)) }

  /// Goes back to the task before.
  mutating func goBack() { move(to: max(place - 1, 0)) }

  private mutating func move(to place: Int) {
    self.place = place
    hintsGiven = 0
    isAsked = false
  }
}
