import Terminal
import TextPlots
import TestSupport
import Testing

@Suite("Line layout")
struct LineLayoutTests {
  @Test("the cursor counts cells, not characters")
  func countsCells() {
    let layout = LineLayout(prompt: "la> ", text: "日本e\u{301}x", cursor: 3, width: 80)
    #expect(layout.rows == ["la> 日本e\u{301}x"])
    #expect(layout.cursor == (9, 0))
  }

  @Test("line feeds and the right edge begin rows under the first")
  func breaksRows() {
    let lines = LineLayout(prompt: "la> ", text: "ab\ncd", cursor: 3, width: 80)
    #expect(lines.rows == ["la> ab", "    cd"])
    #expect(lines.cursor == (4, 1))
    let narrow = LineLayout(prompt: "la> ", text: "abcdef日", cursor: 7, width: 8)
    #expect(narrow.rows == ["la> abcd", "    ef日", "    "])
    #expect(narrow.cursor == (4, 2))
  }

  @Test("controls are shown as a caret and a letter")
  func showsControls() {
    let layout = LineLayout(prompt: "", text: "a\u{1}\tb", cursor: 2, width: 80)
    #expect(layout.rows == ["a^A^Ib"])
    #expect(layout.cursor == (3, 0))
  }

  @Test("no row is wider than the screen and the cursor is inside", arguments: UInt64(0)..<100)
  func staysInside(seed: UInt64) {
    var random = SplitMix(state: seed)
    let alphabet: [Character] = ["a", "日", "\n", "e\u{301}", "\t", "\u{301}", " ", "\u{7F}"]
    let text = String((0..<60).map { _ in alphabet[Int(random.next() % 8)] })
    let width = 2 + Int(random.next() % 30)
    for cursor in 0...text.count {
      let layout = LineLayout(prompt: "la> ", text: text, cursor: cursor, width: width)
      #expect(layout.rows.allSatisfy { displayWidth(of: $0) <= width })
      #expect((0..<width).contains(layout.cursor.column))
      #expect(layout.rows.indices.contains(layout.cursor.row))
    }
  }
}
