import Notebook
import Testing

/// What people type who come from elsewhere.
@Suite struct NewcomerTests {
  @Test(
    "words from elsewhere are refused with ours",
    arguments: [
      ("quit", "Ctrl-D leaves"), ("exit", "Ctrl-D leaves"), ("network d1", "'model'"),
      ("summary d1", "'show'"), ("head d1", "'table'"), ("m1.fit(d1)", "fit m1"),
      ("p1.predict(d1)", "predict p1"), ("train m1 d1", "on=d1"),
      ("model mlp 4 8 3", "[4,8,3]"),
      ("model mlp [4,8,3] like= act=relu", "The option 'like' has no value"),
    ])
  func words(line: String, answer: String) async throws {
    let run = await Kernel.withPosterior().test(line)
    #expect(run.status == .failed)
    let problem = try #require(run.problem)
    let text = ([problem.description] + problem.remedies).joined(separator: "\n")
    #expect(text.contains(answer), "\(text)")
  }

  @Test("a notion may be asked for in two words")
  func twoWords() async {
    let run = await Kernel().test("explain prior precision")
    #expect(run.status == .ok)
    #expect(run.words.contains("prior precision"))
  }

  @Test("after load come the tables of the program, after load synth the generators")
  func loading() async {
    let completer = Completer(catalogue: Commands.catalogue, session: await Kernel().snapshot)
    let words = { (line: String) in
      completer.completion(of: line, cursor: line.count).candidates.map(\.text)
    }
    #expect(words("load ").starts(with: ["banana", "breast-cancer", "diabetes", "digits"]))
    #expect(words("load i").starts(with: ["ionosphere", "iris"]))
    #expect(words("load synth ").starts(with: ["blobs", "preferences", "sinusoid"]))
    #expect(words("load synth spirals ").allSatisfy { !["blobs", "iris"].contains($0) })
  }
}
