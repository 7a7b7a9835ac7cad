import Foundation
import TestSupport
import Testing

/// What the program does about colours and plain mode, seen from outside.
@Suite(.serialized) struct MannersTests {
  private let laplace = BuiltProgram("laplace")
  private static let escape = "\u{1B}["

  /// A script that draws, and whether what it prints is coloured.
  private func isColoured(
    _ arguments: [String] = [], _ environment: [String: String], commands: String = ""
  ) throws -> Bool {
    var clean = ["NO_COLOR": "", "CLICOLOR": "", "CLICOLOR_FORCE": "", "COLORFGBG": ""]
    clean.merge(environment) { $1 }
    let run = try laplace.run(
      arguments + ["-c", "\(commands)load iris as=d; plot d"],
      environment: clean.merging(["TERM": "xterm-256color"]) { $1 })
    #expect(run.status == 0)
    return run.output.contains(Self.escape)
  }

  @Test("--color beats NO_COLOR, which beats CLICOLOR_FORCE, which beats the pipe")
  func precedence() throws {
    #expect(try !isColoured([:]))
    #expect(try isColoured(["CLICOLOR_FORCE": "1"]))
    #expect(try !isColoured(["CLICOLOR_FORCE": "0"]))
    #expect(try !isColoured(["CLICOLOR": "1"]))
    #expect(try !isColoured(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    #expect(try isColoured(["CLICOLOR_FORCE": "1", "CLICOLOR": "0"]))
    #expect(try isColoured(["--color=always"], ["NO_COLOR": "1"]))
    #expect(try !isColoured(["--color=never"], ["CLICOLOR_FORCE": "1"]))
    #expect(try !isColoured(["--color=auto"], [:]))
    #expect(try laplace.run(["--color=blue", "-c", "show"]).status == 2)
  }

  private func isColoured(_ environment: [String: String]) throws -> Bool {
    try isColoured([], environment)
  }

  @Test("set color= chooses where neither a flag nor NO_COLOR does")
  func setting() throws {
    #expect(try isColoured([], [:], commands: "set color=always; "))
    #expect(try !isColoured([], ["NO_COLOR": "1"], commands: "set color=always; "))
    #expect(try !isColoured(["--color=never"], [:], commands: "set color=always; "))
    #expect(try !isColoured([], ["CLICOLOR_FORCE": "1"], commands: "set color=never; "))
    #expect(try isColoured(["--color=always"], [:], commands: "set color=never; "))
  }

  @Test("the theme follows COLORFGBG, and set theme= before it")
  func themes() throws {
    // The first series is entry 69 of the palette on dark ground, 27 on light.
    func output(_ environment: [String: String], _ commands: String = "") throws -> String {
      try laplace.run(
        ["--color=always", "-c", commands + "load iris as=d; plot d"], environment: environment
      ).output
    }
    #expect(try output(["COLORFGBG": "15;0"]).contains("38;5;69"))
    #expect(try output(["COLORFGBG": "0;15"]).contains("38;5;27"))
    #expect(try output(["COLORFGBG": "0;default;7"]).contains("38;5;27"))
    #expect(try output(["COLORFGBG": ""]).contains("38;5;69"))
    #expect(try output(["COLORFGBG": "15;0"], "set theme=light; ").contains("38;5;27"))
    #expect(try output(["COLORFGBG": "0;15"], "set theme=dark; ").contains("38;5;69"))
  }

  @Test("--theme chooses the ground of the screen before COLORFGBG")
  func themeOption() throws {
    try withTemporaryFolder { path in
      for (theme, ground, ink) in [
        ("light", "15;0", "38;5;27"), ("dark", "0;15", "38;5;69"), ("auto", "0;15", "38;5;27"),
      ] {
        let session = try ProgramOnTerminal(
          laplace, ["--theme", theme, "--no-plain"],
          environment: ["XDG_STATE_HOME": path, "COLORFGBG": ground])
        session.type("load iris as=d | plot\r")
        #expect(session.shows("sepal_width"))
        session.waitForQuiet(milliseconds: 500)
        #expect(session.output.contains(ink), "\(theme) on \(ground)")
        #expect(session.leave() == 0)
      }
    }
  }

  @Test(
    "a terminal has colours unless NO_COLOR, CLICOLOR=0 or its kind forbids them",
    arguments: [
      ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true),
      (["CLICOLOR": "0"], false), (["TERM": "vt100"], false),
      (["CLICOLOR": "0", "CLICOLOR_FORCE": "1"], true),
    ] as [([String: String], Bool)])
  func terminals(environment: [String: String], colours: Bool) throws {
    try withTemporaryFolder { path in
      let modes = environment["TERM"] == nil ? [["--no-plain"], ["--plain"]] : [["--plain"]]
      for mode in modes {
        let session = try ProgramOnTerminal(
          laplace, mode,
          environment: ["XDG_STATE_HOME": path, "TERM": "xterm-256color"].merging(environment) {
            $1
          })
        session.type("fit nothing\r")
        #expect(session.wait(for: "E202"))
        #expect(session.leave() == 0)
        // Colours are parameters 30 to 48 of a sequence that ends in m.
        let isColoured = session.output.contains(/\u{1B}\[([0-9;]*;)?(3[0-8]|4[0-8])(;[0-9;]*)?m/)
        #expect(isColoured == colours, "\(environment) \(mode)")
      }
    }
  }

  // MARK: Plain mode

  @Test("plain mode: a flag beats ACCESSIBLE, which beats set plain; the first line says which")
  func plainPrecedence() throws {
    try withTemporaryFolder { path in
      let state = ["XDG_STATE_HOME": path]
      func first(_ arguments: [String], _ environment: [String: String]) throws -> String {
        let session = try ProgramOnTerminal(
          laplace, arguments, environment: state.merging(environment) { $1 })
        let isFull = session.output.contains("\u{1B}[?1049h")
        let line = session.output.split(separator: "\r\n").first.map(String.init) ?? ""
        #expect(session.leave() == 0)
        return isFull ? "full" : line
      }
      #expect(try first([], [:]) == "full")
      #expect(try first(["--plain"], [:]).contains("plain mode, by --plain"))
      #expect(try first([], ["ACCESSIBLE": "1"]).contains("plain mode, by ACCESSIBLE"))
      #expect(try first(["--no-plain"], ["ACCESSIBLE": "1"]) == "full")
      #expect(try first([], ["TERM": "dumb"]).contains("line by line"))

      let session = try ProgramOnTerminal(laplace, environment: state)
      session.type("set plain\r")
      #expect(session.wait(for: "plain mode, by set plain"))
      session.type("load iris as=d\r")
      #expect(session.wait(for: "150 examples"))
      #expect(session.leave() == 0)

      #expect(try first([], [:]).contains("plain mode, by set plain"))
      #expect(try first([], ["ACCESSIBLE": "0"]) == "full")
      #expect(try first(["--no-plain"], [:]) == "full")

      let last = try ProgramOnTerminal(laplace, environment: state)
      last.type("set plain=off\r")
      #expect(last.wait(for: "plain=off"))
      #expect(last.leave() == 0)
      #expect(try first([], [:]) == "full")
    }
  }

  @Test("what was typed ahead of set plain runs once, in the session that goes on")
  func typedAhead() throws {
    try withTemporaryFolder { path in
      let session = try ProgramOnTerminal(
        laplace, ["--color", "never"], environment: ["XDG_STATE_HOME": path])
      session.type("set plain\rload iris as=d\rload wine as=e\r")
      #expect(session.wait(for: "178 examples"))
      #expect(session.leave() == 0)
      for receipt in ["150 examples", "178 examples"] {
        #expect(session.output.split(separator: receipt).count == 2, "\(receipt)")
      }
    }
  }

  @Test("a plain session says everything in words, and its errors begin with the word error")
  func plainSession() throws {
    try withTemporaryFolder { path in
      let session = try ProgramOnTerminal(
        laplace, ["--plain"], environment: ["XDG_STATE_HOME": path, "NO_COLOR": "1"])
      for (line, answer) in [
        ("d = load iris", "d = load iris"), ("m = model mlp [4,3,3]", "m = model"),
        ("train m on=d epochs=20", "train m on=d"), ("p = fit m on=d", "p = fit m on=d"),
        ("grid p prior=1e-2..1e2 log 5 | plot", "horizontal axis: prior precision"),
        ("predict p on=d | plot confusion", "in all: "),
        ("calibrate p on=d", "plot: reliability of p on d"),
        ("explore p on=d", "settings: as it is"), ("doctor p", "check: weights"),
        ("explain kron", "Kronecker-factored"), ("fit nothing", "error E2"),
        ("set plain=off", "--plain holds in this session"),
      ] {
        session.type(line + "\r")
        #expect(session.wait(for: answer), "\(line)")
      }
      #expect(session.leave() == 0)
      let drawn = session.output.unicodeScalars.filter { (0x2500...0x28FF).contains($0.value) }
      #expect(drawn.isEmpty, "\(String(String.UnicodeScalarView(drawn)))")
      #expect(session.output.contains(/(\r\n|\r|\n)error E2/))
    }
  }

  @Test("scripts and notebooks are in words too when they are asked to be")
  func plainScripts() throws {
    let commands = "load iris as=d; plot d; load nonsense"
    for (arguments, environment) in [
      (["--plain"], [:]), ([], ["ACCESSIBLE": "1"]),
    ] as [([String], [String: String])] {
      let run = try laplace.run(arguments + ["-c", commands], environment: environment)
      #expect(run.output.contains("horizontal axis: sepal_length"))
      #expect(run.diagnostics.contains("\nerror E301"))
    }
    let setting = try laplace.run(["-c", "set plain; load iris as=d; plot d"])
    #expect(setting.output.contains("horizontal axis"))
    try withTemporaryFolder { folder in
      let notebook = "---\nla: 1\n---\n```la #c1\nload iris as=d; plot d\n```\n"
      try notebook.write(toFile: "\(folder)/a.la.md", atomically: true, encoding: .utf8)
      let run = try laplace.run(["run", "\(folder)/a.la.md", "--plain"])
      #expect(run.output.contains("horizontal axis"))
      #expect(try laplace.run(["run", "\(folder)/a.la.md"]).output.contains("│"))
    }
  }
}
