import Notebook
import Testing

@Suite struct WhyTests {
  @Test("without a problem, why says so")
  func nothing() async {
    let kernel = Kernel()
    _ = await kernel.test("load iris")
    #expect(await kernel.test("why").results == ["no cell had a problem so far"])
  }

  @Test("why names the cell, the place, the meaning and the time of the last problem")
  func problem() async throws {
    let kernel = Kernel()
    _ = await kernel.test("load nonsense")
    let failed = await kernel.test("load iris\nmodel mlp [4,3] likee=classification")
    let problem = try #require(failed.problem)
    _ = await kernel.test("show")
    for _ in 0..<2 {
      let text = await kernel.test("why").words
      #expect(text.contains("[2] model mlp [4,3] likee=classification"))
      #expect(text.contains(problem.description))
      #expect(text.contains("place: line 2, character 17: likee"))
      #expect(text.contains("meaning of E204: \(problem.code.meaning)"))
      #expect(text.contains("the cell ran for ⟨"))
    }
  }

  @Test("a warning is a problem too, and its remedies are repeated")
  func warning() async throws {
    let kernel = Kernel()
    let run = await kernel.test("load iris\nm1 = model mlp [4,3]\nfit m1")
    let warning = try #require(run.warnings.first)
    let text = await kernel.test("why").words
    #expect(text.contains(warning.message))
    #expect(text.contains(warning.code.meaning))
    #expect(text.contains(try #require(warning.remedies.first)))
  }
}
