import Notebook
import TestSupport
import Testing

/// The lessons of the program, taken by a reader who always asks for the answer.
@Suite struct ShippedLessonTests {
  @Test(
    "every task is open until its answer was given, and done by its last line", arguments: 1...7)
  func answers(lesson: Int) async throws {
    let kernel = Kernel()
    let start = await kernel.test("tutorial \(lesson)")
    #expect(start.status == .ok)
    var count = 0
    while let task = await kernel.snapshot.task {
      count += 1
      let answer = try #require(await kernel.answer())
      for (index, line) in answer.enumerated() {
        #expect(await kernel.snapshot.task == task, "done before \(line)")
        let run = await kernel.test(line)
        try #require(run.status == .ok || line == "gird p1", "\(line)")
        let goal = task.drop { $0 != ":" }.dropFirst(2)
        let isDone = run.words.contains("✓ done: \(goal)")
        #expect(isDone == (index == answer.count - 1), "\(line)")
      }
    }
    #expect(count >= 5)
    #expect(await kernel.test("hint").problem?.code == .notApplicable)
  }

  @Test("another way to a goal is as good: λ may be found by a grid and taken by hand")
  func anotherWay() async throws {
    let kernel = Kernel()
    _ = await kernel.test("tutorial 3")
    _ = await kernel.test("evidence p1")
    _ = await kernel.test("grid p1 prior=[0.01,0.1,0.18,1,10]")
    let far = await kernel.test("at p1 prior=0.5")
    #expect(!far.words.contains("✓"))
    let near = await kernel.test("at p1 prior=0.16")
    #expect(near.words.contains("✓ done"))
  }

  @Test("there are seven lessons, and the list says how far they are done")
  func list() async throws {
    try await withTemporaryFolder { folder in
      let progress = LessonProgress(path: "\(folder)/state/lessons")
      let kernel = Kernel(lessons: progress)
      let fresh = await kernel.test("tutorial")
      #expect(fresh.results.filter { $0.contains(" min ") }.count == 7)
      #expect(fresh.results.filter { $0.contains("⟨0 of") }.count == 7)
      for line in ["tutorial 1", "load iris", "skip"] { _ = await kernel.test(line) }
      // A lesson begun again takes nothing back.
      _ = await kernel.test("tutorial 1")
      let later = await Kernel(lessons: LessonProgress(path: "\(folder)/state/lessons"))
        .test("tutorial")
      #expect(later.words.contains("⟨1 of 9⟩"))
    }
  }
}

extension Kernel {
  /// The commands that `hint` gives in the end.
  func answer() -> [String]? {
    for _ in 0..<9 {
      // Wide enough that no command is broken.
      let lines = run("hint").items.flatMap { $0.lines(RenderingOptions(width: 200)) }
      guard let start = lines.firstIndex(of: "answer:") else { continue }
      return lines[(start + 1)...].map { String($0.drop { $0 != ">" }.dropFirst(2)) }
    }
    return nil
  }
}
