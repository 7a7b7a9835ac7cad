import Foundation
import Notebook
import TestSupport
import Testing

/// Lessons from files, as a teacher writes them.
@Suite struct LessonTests {
  /// What a kernel says to commands after it has begun a lesson.
  private func take(_ lesson: String, _ commands: [String]) async throws -> [KernelRun] {
    var runs: [KernelRun] = []
    try await withTemporaryFolder { folder in
      try Data(lesson.utf8).write(to: URL(filePath: "\(folder)/own.la.md"))
      let kernel = Kernel(folder: folder)
      for command in ["tutorial own.la.md"] + commands { runs.append(await kernel.test(command)) }
    }
    return runs
  }

  private func lesson(check: String) -> String {
    """
    ---
    la: 1
    title: own
    ---
    Read this.

    ```task #t1
    goal: do it
    hint: first
    answer: load iris
    check: \(check)
    ```

    The end.

    """
  }

  @Test(
    "checks look at what the session has made",
    arguments: [
      ("data", "load iris", true), ("data with rows=150", "load iris", true),
      ("data with rows=150", "load wine", false), ("data with rows!=150", "load wine", true),
      ("data with rows>150", "load iris", false), ("data with rows >= 150", "load iris", true),
      ("data with rows<150, classes=3", "load wine", false),
      ("data with name=d9", "d9 = load iris", true), ("data with nonsense=1", "load iris", false),
      ("model", "load iris", false), ("not model", "load iris", true),
      ("data and ran table", "load iris", false), ("data and ran table", "load iris | table", true),
      ("model or data", "load iris", true), ("(model or data) and not ran plot", "load iris", true),
      ("ran help|why", "why", true), ("ran help", "why", false),
      ("model with tensors.count=2", "model mlp [4,3]", true),
      ("model with tensors.0.name=0.weight", "model mlp [4,3]", true),
      ("model with tensors.5.name=0.weight", "model mlp [4,3]", false),
    ])
  func checks(check: String, command: String, isDone: Bool) async throws {
    let runs = try await take(lesson(check: check), [command])
    #expect(runs[1].words.contains("✓ done: do it") == isDone)
    #expect(runs[1].words.contains("The end.") == isDone)
  }

  @Test("a command that fails does not count, and neither does what was made before the lesson")
  func onlyWhatWasDone() async throws {
    let kernel = Kernel()
    _ = await kernel.test("load iris")
    _ = await kernel.test("tutorial 1")
    #expect(await !kernel.test("load nonsense").words.contains("✓"))
    #expect(await kernel.test("load iris").words.contains("✓ done: load the table iris"))
  }

  @Test("hints come one by one, then the answer")
  func hints() async throws {
    let runs = try await take(lesson(check: "data"), ["hint", "hint", "hint"])
    #expect(runs[1].results == ["hint: first", "  hint again gives the answer"])
    #expect(runs[2].results == ["answer:", "  la> load iris"])
    #expect(runs[3].results == runs[2].results)
  }

  @Test("answers are in the names that the learner gave")
  func names() async throws {
    let kernel = Kernel()
    for line in [
      "tutorial 1", "flowers = load iris", "flowers | table",
      "first = model mlp [4,3] like=classification", "back",
      "net = model mlp [4,8,3] like=classification", "hint",
    ] { _ = await kernel.test(line) }
    let answer = await kernel.test("hint").results
    #expect(answer == ["answer:", "  la> train net on=flowers epochs=500 lr=1e-2 prior=0.1"])
    for line in [
      "tutorial 2", "sine = load synth sinusoid n=100", "line = model mlp [1,4,1] like=regression",
    ] { _ = await kernel.test(line) }
    let text = await kernel.test("train line on=sine epochs=5").words
    #expect(text.contains("`map(line)` is the trained network alone"))
    #expect(await kernel.test("hint").words.contains("predict takes map(line)"))
  }

  @Test("skip goes on without doing, back returns, reset begins again")
  func moves() async throws {
    let kernel = Kernel()
    _ = await kernel.test("tutorial 1")
    let first = await kernel.snapshot.task
    #expect(await kernel.test("skip").words.contains("task 2 of 9"))
    #expect(await kernel.test("back").words.contains("task 1 of 9"))
    #expect(await kernel.snapshot.task == first)
    _ = await kernel.test("load iris")
    #expect(await kernel.snapshot.task?.hasPrefix("task 2") == true)
    #expect(await kernel.test("reset").words.contains("task 1 of 9"))
    // What was done before the reset is forgotten, so the task is open again.
    #expect(await !kernel.test("help").words.contains("✓"))
    #expect(await kernel.test("load iris").words.contains("✓ done"))
  }

  @Test("the text of a task that was done ahead is still to be read")
  func ahead() async throws {
    let kernel = Kernel()
    _ = await kernel.test("tutorial 1")
    let run = await kernel.test("load iris | table")
    #expect(run.words.contains("✓ done: load the table iris"))
    #expect(run.words.contains("A bar | passes a result on"))
    #expect(run.words.contains("✓ done already: look at the data"))
    #expect(run.words.contains("task 3 of 9"))
  }

  @Test("an edited cell that runs again counts like a new one")
  func rerun() async throws {
    let kernel = Kernel()
    _ = await kernel.test("tutorial 1")
    let wrong = await kernel.run("load wine")
    let id = try #require(wrong.id)
    let again = KernelRun(await kernel.run("load iris", id: id))
    #expect(again.words.contains("✓ done: load the table iris"))
  }

  @Test(
    "a lesson that cannot be read is refused with its line, and the session stays as it was",
    arguments: [
      ("data wit rows=1", "line 11", "wit"), ("dota", "line 11", "dota"),
      ("data with rows", "line 11", "comparison"), ("ran nonsense", "line 11", "nonsense"),
      ("(data", "line 11", "parenthesis"), ("data data", "line 11", "data"),
    ])
  func refused(check: String, place: String, word: String) async throws {
    let run = try await take(lesson(check: check), [])[0]
    let problem = try #require(run.problem)
    #expect(problem.code == .fileMalformed)
    #expect(problem.message.contains(place))
    #expect(problem.message.contains(word))
  }

  @Test("a task without a goal, a lesson without a task and an unknown field are refused")
  func incomplete() async throws {
    let whole = lesson(check: "data")
    let faults = [
      whole.replacing("goal: do it\n", with: ""), whole.replacing("hint:", with: "hnt:"),
      whole.replacing("```task #t1", with: "```task"), whole.replacing("```task", with: "```tusk"),
      whole + "\n" + "```la #c1\nload iris\n```\n",
    ]
    for fault in faults {
      let run = try await take(fault, [])[0]
      #expect(run.problem?.code == .fileMalformed)
      #expect(run.problem?.message.contains("line ") == true)
    }
  }

  @Test("numbers beyond the lessons, missing files, and steps without a lesson are refused")
  func noLesson() async throws {
    let kernel = Kernel()
    #expect(await kernel.test("tutorial 8").problem?.code == .numberNotAllowed)
    #expect(await kernel.test("tutorial none.la.md").problem?.code == .fileNotFound)
    for verb in ["hint", "skip", "back", "reset"] {
      #expect(await kernel.test(verb).problem?.code == .notApplicable)
    }
  }
}
