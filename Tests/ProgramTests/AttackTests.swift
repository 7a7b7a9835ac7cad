import Foundation
import TestSupport
import Testing

/// The real program on a terminal, under keys and sizes that no person sends.
@Suite(.serialized) struct AttackTests {
  private let laplace = BuiltProgram("laplace")

  /// Starts the program with a state folder of its own, and checks afterwards what it left behind.
  private func withProgram(
    _ arguments: [String] = [], environment: [String: String] = [:],
    _ body: (ProgramOnTerminal) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let program = try ProgramOnTerminal(
        laplace, arguments,
        environment: ["XDG_STATE_HOME": folder, "EDITOR": "true"].merging(environment) { $1 },
        folder: folder)
      try body(program)
      #expect(program.leave() == 0)
      #expect(program.faults == [])
    }
  }

  private static let alphabet: [[UInt8]] =
    [
      "a", "b", "q", "d", "=", "[", "\"", " ", "é", "日", "e\u{301}", "\r", "\t", "\u{1B}[Z", "\n",
      "\u{01}", "\u{05}", "\u{02}", "\u{06}", "\u{0B}", "\u{15}", "\u{17}", "\u{19}", "\u{14}",
      "\u{1F}", "\u{12}", "\u{13}", "\u{11}", "\u{16}", "\u{10}", "\u{0E}", "\u{0C}", "\u{07}",
      "\u{03}", "\u{18}", "\u{1B}", "\u{1B}[", "\u{1B}[1;", "\u{1B}[A", "\u{1B}[D", "\u{1B}OC",
      "\u{1B}OP", "\u{1B}OQ", "\u{1B}OR", "\u{1B}OS", "\u{1B}[15~", "\u{1B}[17~", "\u{1B}[5~",
      "\u{1B}[200~pasted\rtwice\u{1B}[201~", "\u{1B}[200~open\u{03}", "\u{1B}[<0;10;5M",
      "\u{1B}[M !!", "\u{1B}\r", "\u{7F}", "\u{1B}b",
    ].map { Array($0.utf8) } + [[0xC3], [0xFF], [0xE6, 0x97]]

  @Test("after a thousand random keys a line is accepted and answered", arguments: [1, 2, 3, 4])
  func randomKeys(seed: UInt64) throws {
    try withProgram { program in
      var random = SplitMix(state: seed)
      for _ in 0..<1000 {
        let key = Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
        program.type(key)
        // Long enough for a lone Escape to become a key.
        if Int.random(in: 0..<40, using: &random) == 0 { usleep(30_000) }
      }
      goToPrompt(program)
      program.type("load wine\r")
      #expect(program.shows("178 examples"))
    }
  }

  /// Leaves whatever has the keys; the cursor is shown where a line is typed.
  private func goToPrompt(_ program: ProgramOnTerminal) {
    program.type("\u{03}")
    program.waitForQuiet()
    while !program.screen.showsCursor || program.line != "" {
      program.type(program.screen.showsCursor ? "\u{03}" : "\u{1B}")
      program.waitForQuiet()
    }
  }

  @Test("after two hundred sizes, some of one cell, the picture is right and the line whole")
  func resizing() throws {
    try withProgram { program in
      program.type("load iris\r")
      #expect(program.shows("150 examples"))
      var random = SplitMix(state: 5)
      var typed = ""
      for step in 0..<200 {
        let isTiny = step % 20 == 0
        program.resize(
          columns: isTiny ? 1 : Int.random(in: 1...200, using: &random),
          rows: isTiny ? 1 : Int.random(in: 1...60, using: &random))
        if step % 10 == 0 {
          let letter = String("abcdefghij".randomElement(using: &random) ?? "a")
          program.type(letter)
          typed += letter
        }
      }
      program.resize(columns: 90, rows: 28)
      #expect(program.wait { program.line == typed && program.screen.text.contains("90x28") })
      program.waitForQuiet()
      let picture = program.screen.cells
      // Control-L paints everything anew.
      let length = program.output.utf8.count
      program.type("\u{0C}")
      #expect(
        program.wait { program.output.utf8.dropFirst(length).contains("\u{1B}[2J".utf8) })
      program.waitForQuiet()
      #expect(program.screen.cells == picture)
      #expect(program.screen.text.contains("150 examples"))
      program.type("\u{15}")
    }
  }

  @Test("a paste cut at any byte is inserted once and runs nothing")
  func cutPastes() throws {
    try withProgram { program in
      let paste = Array("\u{1B}[200~la> load é\rsplit d\r\u{1B}[201~".utf8)
      for cut in 1..<paste.count {
        program.type(Array(paste[..<cut]))
        usleep(1_000)
        program.type(Array(paste[cut...]))
        #expect(program.wait { program.screen.text.contains("load é\n    ") })
        #expect(program.screen.lines.contains("    split d"))
        program.type("\u{03}")
        #expect(program.wait { program.line == "" })
      }
      #expect(!program.screen.text.contains("[1]"))
    }
  }

  @Test("Escape alone, Escape and a letter, and a cursor key in two pieces are what they are")
  func escapes() throws {
    try withProgram { program in
      program.type("load iris\r")
      #expect(program.shows("150 examples"))
      program.type("\u{1B}")
      #expect(program.shows("j k move"))
      #expect(!program.screen.showsCursor)
      program.type("q")
      #expect(program.wait { program.screen.showsCursor })

      program.type("show i")
      #expect(program.wait { program.line == "show i" })
      // On a line Escape alone is not the beginning of Alt and a letter.
      program.type("\u{1B}")
      program.waitForQuiet(milliseconds: 200)
      program.type("b")
      #expect(program.wait { program.line == "show ib" })
      // Alt-b goes a word back, and so does nothing in two pieces.
      program.type("\u{1B}bx")
      #expect(program.wait { program.line == "show xib" })
      program.type("\u{1B}[")
      program.type("D")
      program.type("y")
      #expect(program.wait { program.line == "show yxib" })
      program.type("\u{03}")
      #expect(program.wait { program.line == "" })
    }
  }

  @Test("a search back finds letters of several bytes, and Control-C inside it empties the line")
  func searchBack() throws {
    try withProgram { program in
      program.type("load \"naïve é.csv\"\r")
      #expect(program.shows("✗"))
      program.type("load wine\r")
      #expect(program.shows("178 examples"))
      program.type("\u{12}")
      #expect(program.shows("reverse-i-search"))
      program.type("é")
      #expect(
        program.wait {
          program.screen.lines.contains {
            $0.hasPrefix("(reverse-i-search)`é'") && $0.hasSuffix("load \"naïve é.csv\"")
          }
        })
      program.type("\u{03}")
      #expect(program.wait { program.line == "" })
      program.type("\u{12}é\u{1B}[C")
      #expect(program.wait { program.line == "load \"naïve é.csv\"" })
      program.type("\u{03}")
      #expect(program.wait { program.line == "" })
    }
  }
}
