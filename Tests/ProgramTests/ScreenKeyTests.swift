import Foundation
import TestSupport
import Testing

/// Where the keys of the assembled full screen lead.
@Suite(.serialized) struct ScreenKeyTests {
  private let laplace = BuiltProgram("laplace")

  /// Starts the program on a copy of a notebook of three cells, the last of them a plot.
  private func withNotebook(
    _ environment: [String: String] = [:], size: (Int, Int) = (100, 30),
    _ body: (ProgramOnTerminal, String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/n.la.md"
      let cells = ["d = load iris", "m = model mlp [4,3,3] seed=1", "plot d"]
      let text = cells.enumerated().map { "```la #c\($0.offset + 1)\n\($0.element)\n```\n" }
      try ("---\nla: 1\n---\n" + text.joined(separator: "\n")).write(
        toFile: path, atomically: true, encoding: .utf8)
      let program = try ProgramOnTerminal(
        laplace, ["n.la.md"], environment: ["XDG_STATE_HOME": folder].merging(environment) { $1 },
        size: size, folder: folder)
      #expect(program.shows("sepal_length"))
      #expect(program.shows("READY"))
      try body(program, path)
      #expect(program.leave() == 0)
      #expect(program.faults == [])
    }
  }

  @Test("the right arrow and End take the default that is shown behind the cursor")
  func ghost() throws {
    try withTemporaryFolder { path in
      for key in ["\u{1B}[C", "\u{1B}OC", "\u{1B}[F", "\u{05}"] {
        let session = try ProgramOnTerminal(
          BuiltProgram("laplace"), environment: ["XDG_STATE_HOME": path])
        session.type("help fit\rfit structure=")
        #expect(session.wait { session.line == "fit structure=full →" })
        session.type("\r")
        #expect(session.shows("✗ E1"), "the ghost is not part of the line")
        session.type("fit structure=")
        session.type(key)
        session.type(" noise=2")
        #expect(session.wait { session.line == "fit structure=full noise=2" })
        session.type("\u{15}")
        #expect(session.leave() == 0)
      }
    }
  }

  @Test("F1 is the help of the command that is typed, F5 runs again")
  func helpAndRerun() throws {
    try withNotebook { program, _ in
      program.type("fit \u{1B}OP")
      #expect(program.shows("help fit"))
      #expect(program.wait { program.line == "fit" || program.line == "fit " })
      program.type("\u{15}\u{1B}[15~")
      #expect(program.shows("] rerun"))
      program.type("\u{1B}[15;2~")
      #expect(program.shows("] rerun stale"))
    }
  }

  @Test("F2 finds commands by a few letters, Enter puts one into the line, Escape closes the list")
  func palette() throws {
    try withNotebook { program, _ in
      for opening in ["\u{1B}OQ", "\u{18} ", "\u{1B}[12~"] {
        program.type(opening)
        #expect(program.wait { !program.screen.showsCursor })
        program.type("grid")
        #expect(program.shows("grid"))
        program.type("\u{1B}")
        #expect(program.wait { program.screen.showsCursor && program.line == "" })
      }
      program.type("\u{1B}OQ")
      program.type("load\r")
      #expect(program.wait { program.line?.hasPrefix("load") == true })
      program.type("\u{15}")
    }
  }

  @Test("what F2 lists and cannot be had now says why, and the list stays")
  func paletteObstacles() throws {
    try withNotebook { program, _ in
      program.type("\u{1B}OQevidence\r")
      #expect(program.shows("! no posterior yet"))
      #expect(!program.screen.showsCursor)
      program.type("\u{1B}")
      #expect(program.wait { program.screen.showsCursor })
    }
  }

  @Test("F3 has the lines of before with how they ended; Control-C closes it too")
  func history() throws {
    try withNotebook { program, _ in
      program.type("load wine\rload nonsense\r")
      #expect(program.shows("✗"))
      program.type("\u{1B}OR")
      #expect(
        program.wait { program.screen.text.contains("✓") && program.screen.text.contains("✗") })
      program.type("wine\r")
      #expect(program.wait { program.line == "load wine" })
      program.type("\u{15}\u{1B}OR")
      #expect(program.wait { !program.screen.showsCursor })
      program.type("\u{03}")
      #expect(program.wait { program.screen.showsCursor && program.line == "" })
    }
  }

  @Test("F4 has the objects")
  func objects() throws {
    try withNotebook { program, _ in
      program.type("\u{1B}OS")
      #expect(program.wait { !program.screen.showsCursor })
      #expect(program.shows("150 examples"))
      program.type("m\u{1B}")
      #expect(program.wait { program.screen.showsCursor })
    }
  }

  @Test("F6 goes to the newest picture, where the arrows move a cursor, and q comes back")
  func plot() throws {
    try withNotebook { program, _ in
      program.type("\u{1B}[17~")
      #expect(program.wait { !program.screen.showsCursor })
      program.waitForQuiet()
      let before = program.screen.text
      program.type("\u{1B}[C\u{1B}[C")
      #expect(program.wait { program.screen.text != before })
      program.type("q")
      #expect(program.wait { program.screen.showsCursor })
      for chord in ["\u{18}o", "\u{18}z"] {
        program.type(chord)
        #expect(program.wait { !program.screen.showsCursor })
        program.type("\u{1B}")
        #expect(program.wait { program.screen.showsCursor })
      }
    }
  }

  @Test(
    "^X u and ^X r undo and redo, ^X ? has the keys, ^X 1 and ^X 2 take the panes and bring them")
  func chords() throws {
    try withNotebook(size: (120, 40)) { program, _ in
      program.type("\u{18}1")
      #expect(program.wait { !program.screen.lines[1].contains("│") })
      program.type("\u{18}2")
      #expect(program.wait { program.screen.lines[1].contains("│") })
      program.type("e = load wine\r")
      #expect(program.shows("178 examples"))
      program.type("\u{18}u")
      #expect(program.wait { program.screen.lines[0].contains("data d") })
      program.type("\u{18}r")
      #expect(program.wait { program.screen.lines[0].contains("data e") })
      program.type("\u{18}?")
      #expect(program.wait { !program.screen.showsCursor })
      program.type("\u{1B}")
      #expect(program.wait { program.screen.showsCursor })
    }
  }

  @Test("^X ^S saves, and the star of unsaved work goes")
  func save() throws {
    try withNotebook { program, path in
      program.type("e = load wine\r")
      #expect(program.wait { program.screen.lines[0].contains("n.la.md*") })
      #expect(program.shows("178 examples"))
      program.type("\u{18}\u{13}")
      #expect(program.shows("saved n.la.md"))
      #expect(program.wait { !program.screen.lines[0].contains("*") })
      let saved = try String(contentsOfFile: path, encoding: .utf8)
      #expect(saved.contains("e = load wine"))
    }
  }

  @Test("^X ^E lends the terminal to the editor, whose text is the line")
  func editor() throws {
    try withTemporaryFolder { folder in
      let editor = folder + "/edit"
      try "#!/bin/sh\nstty -a | grep -q ' icanon' && printf 'show d # edited\\n' > \"$1\"\n"
        .write(toFile: editor, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
      try withNotebook(["VISUAL": editor]) { program, _ in
        program.type("show\u{18}\u{05}")
        #expect(program.wait { program.line == "show d # edited" })
        #expect(program.screen.isAlternate)
        program.type("\u{03}")
        #expect(program.wait { program.line == "" })
      }
    }
  }

  @Test("Alt-Enter begins a line, Page Up goes back in the notebook and Escape returns to its end")
  func lines() throws {
    try withNotebook(size: (80, 20)) { program, _ in
      program.type("load wine\u{1B}\rload digits")
      #expect(program.wait { program.screen.text.contains("    load digits") })
      program.type("\u{03}")
      #expect(program.wait { program.line == "" })
      program.type("\u{1B}[5~")
      #expect(program.shows("[1] d = load iris"))
      program.type("\u{1B}")
      #expect(program.wait { !program.screen.text.contains("[1] d = load iris") })
      #expect(program.screen.showsCursor)
    }
  }

  @Test("a letter costs a few bytes beside a full picture, and is seen while a network trains")
  func cheapLetters() throws {
    try withNotebook { program, _ in
      program.type("x")
      #expect(program.wait { program.line == "x" })
      func bytes(of letter: String) -> Int {
        program.waitForQuiet(milliseconds: 15)
        let (before, line) = (program.bytes.count, program.line ?? "")
        program.type(letter)
        #expect(program.wait { program.line == line + letter })
        return program.bytes.count - before
      }
      for letter in ["q", "w", "y"] { #expect(bytes(of: letter) <= 8) }
      program.type("\u{15}train m on=d epochs=10000000\r")
      #expect(program.shows("/10000000"))
      for count in 1...20 {
        program.type("q")
        #expect(program.wait { program.line == String(repeating: "q", count: count) })
      }
      program.type("\u{03}")
      #expect(program.shows("READY"))
      program.type("\u{15}")
    }
  }

  @Test("y copies a cell to the clipboard by OSC 52, in base64")
  func copy() throws {
    try withNotebook { program, _ in
      program.type("\u{1B}")
      #expect(program.shows("j k move"))
      program.type("gy")
      #expect(program.shows("copied 2 lines"))
      let text = try #require(program.screen.clipboard.first.flatMap { Data(base64Encoded: $0) })
      #expect(String(decoding: text, as: UTF8.self).hasPrefix("d = load iris\n"))
      #expect(String(decoding: text, as: UTF8.self).contains("150 examples"))
      #expect(program.screen.clipboard.count == 1 && program.screen.bells == 0)
      program.type("q")
      #expect(program.wait { program.screen.showsCursor })
    }
  }

  @Test(
    "the mouse is the terminal's until F12, then wheel and clicks are ours, and F12 gives it back")
  func mouse() throws {
    try withNotebook { program, _ in
      // What nobody asked for is not typed.
      program.type("\u{1B}[<0;3;3M\u{1B}[<64;3;3Mx")
      #expect(program.wait { program.screen.lines.contains { $0.hasPrefix("la> x") } })
      #expect(!program.screen.modes.contains(1000))
      program.type("\u{15}\u{1B}[24~")
      #expect(program.shows("mouse on"))
      #expect(program.screen.modes.isSuperset(of: [1000, 1006]))
      let end = program.screen.lines[1]
      program.type("\u{1B}[<64;3;3M")
      #expect(program.wait { program.screen.lines[1] != end })
      program.type("\u{1B}[<65;3;3M")
      #expect(program.wait { program.screen.lines[1] == end })
      program.type("\u{1B}[<64;3;3M\u{1B}[<64;3;3M\u{1B}[<64;3;3M")
      #expect(program.wait { program.screen.lines.contains { $0.contains("[1] d = load iris") } })
      let row = try #require(program.screen.lines.firstIndex { $0.contains("[1] d = load iris") })
      program.type("\u{1B}[<0;9;\(row + 1)M\u{1B}[<0;9;\(row + 1)m")
      #expect(program.wait { !program.screen.showsCursor })
      program.type("\r")
      #expect(program.shows("la> d = load iris"))
      program.type("\u{15}\u{1B}[24~")
      #expect(program.shows("mouse off"))
      #expect(program.screen.modes.isDisjoint(with: [1000, 1006]))
      // Left on, it is given back with the screen.
      program.type("\u{1B}[24~")
      #expect(program.shows("mouse on"))
    }
  }

  @Test("in browse mode Enter edits a cell at its place, d removes one and u brings it back")
  func browsing() throws {
    try withNotebook { program, _ in
      program.type("\u{1B}")
      #expect(program.shows("j k move"))
      program.type("gj\r")
      #expect(program.wait { program.line == "m = model mlp [4,3,3] seed=1" })
      program.type("\u{7F}2\r")
      #expect(program.shows("not trained · seed 2"))
      #expect(program.wait { program.line == "" })
      program.type("\u{1B}")
      #expect(program.shows("j k move"))
      program.type("Gd")
      #expect(program.wait { !program.screen.text.contains("[3] plot d") })
      program.type("u")
      #expect(program.shows("[3] plot d"))
      program.type("q")
      #expect(program.wait { program.screen.showsCursor })
    }
  }

  @Test("explore follows the arrows; Escape leaves, Control-C too, and Enter keeps the settings")
  func explore() throws {
    try withNotebook(size: (120, 40)) { program, _ in
      program.type("train m on=d epochs=20 lr=1e-2\rp = fit m on=d structure=diag\rexplore p\r")
      #expect(program.wait { !program.screen.showsCursor && program.screen.text.contains("λ") })
      program.waitForQuiet(milliseconds: 300)
      let before = program.screen.text
      program.type("\u{1B}[C")
      #expect(program.wait { program.screen.text != before })
      program.type("\u{1B}")
      #expect(program.wait { program.screen.showsCursor })
      program.type("explore p\r")
      #expect(program.wait { !program.screen.showsCursor })
      program.type("\u{03}")
      #expect(program.wait { program.screen.showsCursor })
      program.type("explore p\r")
      #expect(program.wait { !program.screen.showsCursor })
      program.type("\u{1B}[C\r")
      #expect(program.shows("at p prior="))
      #expect(program.wait { program.screen.showsCursor })
    }
  }
}
