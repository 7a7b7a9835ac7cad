import Foundation
import Terminal
import TestSupport
import Testing

@Suite("Glyph repertoire")
struct GlyphRepertoireTests {
  @Test("every glyph in the program's own texts has a stand-in in ASCII and on the console")
  func standIns() throws {
    let sources = Fixture.package.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var glyphs: Set<Character> = []
    for case let file as URL in try #require(files)
    where ["swift", "md"].contains(file.pathExtension) {
      // What terminals show comes from these; the table of stand-ins itself has more.
      let shown = ["Notebook", "TextPlots", "LaplaceApp", "CEmbeddedLessons"]
      guard shown.contains(where: file.path.contains) else {
        continue
      }
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      for line in lines where !line.drop(while: \.isWhitespace).hasPrefix("//") {
        glyphs.formUnion(line.filter { !$0.isASCII })
      }
    }
    #expect(glyphs.count > 50)
    for repertoire in [GlyphRepertoire.ascii, .console] {
      let lost = glyphs.filter { repertoire.shown(String($0)).contains("?") }
      #expect(lost.isEmpty, "\(String(lost))")
    }
  }

  @Test("ASCII, lines and colours stay; accents go where only ASCII is")
  func keeps() {
    let text = "\u{1B}[38;5;69ma\tb\u{1B}[0m"
    for repertoire in [GlyphRepertoire.ascii, .console, .unicode] {
      #expect(repertoire.shown(text) == text)
    }
    #expect(GlyphRepertoire.ascii.shown("Éȳe\u{301}ñ λδ\u{302} ±2 ▁█ 日") == "Eyen ld ~2 _# ?")
    #expect(GlyphRepertoire.console.shown("é λ ±2 └█ ✗ ⟨1 s⟩") == "é l ±2 └█ x <1 s>")
    #expect(GlyphRepertoire.unicode.shown("⣿ λ 日") == "⣿ λ 日")
  }

  @Test("the console has no braille, and ASCII none of it")
  func braille() {
    #expect(GlyphRepertoire.unicode.hasBraille)
    #expect(!GlyphRepertoire.console.hasBraille && !GlyphRepertoire.ascii.hasBraille)
    #expect(GlyphRepertoire.console.shown("⣿⠀") == ". ")
  }
}
