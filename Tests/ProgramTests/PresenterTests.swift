import Foundation
import TestSupport
import Testing

/// `laplace run FILE --present` on a terminal.
@Suite struct PresenterTests {
  private let notebook = """
    ---
    la: 1
    ---
    The first slide.

    ```la #c1
    load iris as=flowers
    ```

    The second slide.

    ```la #c2
    load wine as=bottles
    ```

    """

  private func present(
    _ terminal: String, _ body: (ProgramOnTerminal) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let file = "\(folder)/talk.la.md"
      try Data(notebook.utf8).write(to: URL(filePath: file))
      let program = try ProgramOnTerminal(
        BuiltProgram("laplace"), ["run", file, "--present"],
        environment: ["HOME": folder, "TERM": terminal])
      try body(program)
    }
  }

  @Test("Space shows and runs cell after cell; a command may come between them")
  func screen() throws {
    try present("xterm-256color") { program in
      #expect(program.wait(for: "The first slide."))
      #expect(program.wait(for: "load iris"))
      #expect(!program.output.contains("150 examples"))
      program.type(" ")
      #expect(program.wait(for: "150 examples"))
      #expect(!program.output.contains("The second slide."))
      program.type("help why\r")
      #expect(program.wait(for: "the last problem"))
      program.type(" ")
      #expect(program.wait(for: "The second slide."))
      program.type(" ")
      #expect(program.wait(for: "178 examples"))
      #expect(program.leave() == 0)
    }
  }

  @Test("line by line, an empty line goes on")
  func plain() throws {
    try present("dumb") { program in
      #expect(program.wait(for: "The first slide."))
      program.type("\r")
      #expect(program.wait(for: "150 examples"))
      #expect(program.wait(for: "The second slide."))
      program.type("\r")
      #expect(program.wait(for: "178 examples"))
      #expect(program.leave() == 0)
    }
  }

  @Test("without a terminal there is nothing to present on")
  func noTerminal() throws {
    let run = try BuiltProgram("laplace").run(["run", "none.la.md", "--present"])
    #expect(run.status != 0)
    let usage = try BuiltProgram("laplace").run(["run", "x.la.md", "--present", "--check"])
    #expect(usage.status == 2)
  }
}
