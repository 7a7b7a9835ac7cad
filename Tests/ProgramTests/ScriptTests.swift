import Foundation
import TestSupport
import Testing

@Suite struct ScriptTests {
  private let laplace = BuiltProgram("laplace")

  @Test("results go to standard output, everything else to standard error")
  func channels() throws {
    let run = try laplace.run(["-c", "load iris as=d; show d | json"])
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 1)
    #expect(run.output.hasPrefix(#"{"kind":"data","name":"d","rows":150,"#))
    #expect(run.diagnostics.contains("150 examples"))
  }

  @Test("a script from data to grid writes nothing but its JSON line")
  func wholePipeline() throws {
    let run = try laplace.run([
      "-c",
      """
      d = load iris; m = model mlp [4,3,3]; train m on=d epochs=5; p = fit m on=d
      grid p prior=0.1..10 3 | json
      """,
    ])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix(#"{"points":["#) == true)
  }

  @Test("Control-C ends a script with 130, also after its first commands")
  func interrupt() throws {
    let commands = "d = load digits\nm = model mlp [64,64,10]\ntrain m on=d epochs=1000000\n"
    #expect(try laplace.interrupted(input: commands, after: "m ←") == 130)
  }

  @Test("Control-C in a recording keeps what was finished, and the cells behind as they were")
  func interruptedRecording() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/n.la.md"
      let text = """
        ---
        la: 1
        ---
        ```la #c1
        d = load digits
        m = model mlp [64,64,10]
        ```
        ```la #c2
        train m on=d epochs=1000000
        ```
        ```la #c3
        load iris
        ```
        ```out #c3 ok
        as it was
        ```

        """
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try laplace.interrupted(["run", path, "--record"], after: "m ←") == 130)
      let recorded = try String(contentsOfFile: path, encoding: .utf8)
      #expect(recorded.contains("```out #c1 ok") && recorded.contains("↳ m ← 64-64-10"))
      #expect(recorded.contains("```out #c3 ok\nas it was\n"))
      #expect(!recorded.contains("```out #c2 ok"))
    }
  }

  @Test("commands come from standard input too, brackets over several lines")
  func standardInput() throws {
    let run = try laplace.run(input: "load iris\nmodel mlp [4,\n3] | json\n")
    #expect(run.status == 0)
    #expect(run.output.contains(#""parameters":15"#))
  }

  @Test("the first failing command stops a script, unless it is to keep going")
  func failures() throws {
    let commands = "load nonsense\nload iris | json"
    let stopped = try laplace.run(["-c", commands])
    #expect(stopped.status == 1)
    #expect(stopped.output.isEmpty)
    #expect(stopped.diagnostics.contains("E301"))
    let going = try laplace.run(["-c", commands, "--keep-going"])
    #expect(going.status == 1)
    #expect(going.output.contains("\"rows\":150"))
    #expect(try laplace.run(["--nonsense"]).status == 2)
  }

  @Test("an exported notebook holds this run; an ending without a form is a usage error")
  func export() throws {
    try withTemporaryFolder { folder in
      let notebook = "---\nla: 1\n---\n```la #c1\nload iris as=d; show d | json\n```\n"
      try notebook.write(toFile: "\(folder)/a.la.md", atomically: true, encoding: .utf8)
      for ending in ["ipynb", "html", "md"] {
        let file = "\(folder)/a.\(ending)"
        #expect(try laplace.run(["run", "\(folder)/a.la.md", "--export", file]).status == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("150"), "\(ending)")
      }
      #expect(
        try laplace.run(["run", "\(folder)/a.la.md", "--export", "\(folder)/a.pdf"]).status == 2)
    }
  }

  @Test("without a terminal there is no escape sequence, whatever the environment")
  func noEscapes() throws {
    for environment in [["NO_COLOR": "1"], ["TERM": "xterm-256color"], ["TERM": ""]] {
      let run = try laplace.run(
        ["-c", "load iris; plot iris"], environment: environment)
      #expect(run.status == 0)
      #expect(!run.output.contains("\u{1B}"))
    }
  }

  @Test("a notebook runs, is checked against its record, and can be recorded")
  func notebooks() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/n.la.md"
      try "---\nla: 1\n---\n```la #c1\nload iris\n```\n".write(
        toFile: path, atomically: true, encoding: .utf8)
      #expect(try laplace.run(["run", path, "--check"]).status == 1)
      #expect(try laplace.run(["run", path, "--record"]).status == 0)
      #expect(try laplace.run(["run", path, "--check"]).status == 0)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.contains("```out #c1 ok"))
      try text.replacingOccurrences(of: "150", with: "151").write(
        toFile: path, atomically: true, encoding: .utf8)
      let differing = try laplace.run(["run", path, "--check"])
      #expect(differing.status == 1)
      #expect(differing.output.contains("151"))
      #expect(try laplace.run(["run", folder + "/missing.la.md"]).status == 1)
    }
  }

  @Test("Bayesian optimisation by gradients comes near the minimum, nearer than random search")
  func braninExample() throws {
    let run = try BuiltProgram("BraninExample").run()
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 11)
    let words = try #require(lines.last).split(separator: " ")
    let regrets = words.compactMap { Double($0) }
    #expect(words.first == "regret:" && regrets.count == 2)
    #expect(regrets[0] < regrets[1] && regrets[0] >= 0 && regrets[0] < 0.2)
  }

  @Test("the library example runs")
  func example() throws {
    let run = try BuiltProgram("IrisExample").run()
    #expect(run.status == 0)
    #expect(run.output.contains("log marginal likelihood -"))
    #expect(run.output.contains("first flower setosa with probability 0.8"))
  }
}
