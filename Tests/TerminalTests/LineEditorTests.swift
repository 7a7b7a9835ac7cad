import Terminal
import TestSupport
import Testing

/// readline is one per process, so these tests take turns.
@Suite("Line editor", .serialized)
@MainActor
struct LineEditorTests {
  private let editor = LineEditor { line, cursor in
    let word =
      line.prefix(cursor).split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    let words = ["grid", "group", "prior=", "dému", "déjà"]
    return CompletionResult(
      replaceFrom: cursor - word.count,
      candidates: words.filter { $0.hasPrefix(word) }
        .map { CompletionCandidate($0, append: $0.hasSuffix("=") ? nil : " ", help: "a word") })
  }

  private func type(_ keys: String) {
    var decoder = KeyDecoder()
    for event in decoder.feed(keys.utf8) + decoder.expire() {
      switch event {
      case .line(let bytes): editor.feed(bytes)
      case .paste(let text): editor.insert(text)
      case .escape: editor.feed([0x1B])
      default: break
      }
    }
  }

  init() {
    editor.abort()
    editor.setHistory([])
    _ = editor.takeSubmissions()
  }

  @Test("typed text stands in the line, with the cursor behind it")
  func typing() {
    type("hé日")
    #expect(editor.text == "hé日")
    #expect(editor.cursor == 3)
    #expect(editor.cursorColumn == 8)
    type("\u{1B}[D\u{1B}[D!")
    #expect(editor.text == "h!é日")
    #expect(editor.cursor == 2)
  }

  @Test("Enter hands lines in, in order; Control-D on an empty line ends")
  func submitting() {
    type("one\rtwo\r")
    #expect(editor.takeSubmissions() == [.line("one"), .line("two")])
    #expect(editor.takeSubmissions() == [])
    type("\u{4}")
    #expect(editor.takeSubmissions() == [.endOfInput])
  }

  @Test("a search finds letters of several bytes, and Control-C leaves it with an empty line")
  func searching() {
    editor.setHistory(["first", "thé vert", "last"])
    type("\u{12}é")
    #expect(editor.isSearching)
    #expect(editor.text == "thé vert")
    #expect(editor.searchPrompt?.contains("é") == true)
    editor.abort()
    #expect(!editor.isSearching)
    #expect(editor.text == "")
    #expect(editor.searchPrompt == nil)
    #expect(editor.takeSubmissions() == [])
    type("\u{12}é\u{1B}[D!\r")
    #expect(editor.takeSubmissions().count == 1)
  }

  @Test("the history keys walk through the lines, also right after one was added")
  func walking() {
    editor.setHistory(["old"])
    type("new\r")
    for case .line(let line) in editor.takeSubmissions() { editor.addHistory(line) }
    type("\u{1B}[A")
    #expect(editor.text == "new")
    type("\u{1B}[A")
    #expect(editor.text == "old")
    type("\u{1B}[B\u{1B}[B")
    #expect(editor.text == "")
  }

  @Test("a paste never hands in, and a search takes none")
  func pasting() {
    type("\u{1B}[200~one\r\nla> two\r\n\u{1B}[201~")
    #expect(editor.text == "one\ntwo")
    #expect(editor.takeSubmissions() == [])
    type("\u{12}\u{1B}[200~one\u{1B}[201~")
    #expect(editor.text == "one\ntwo")
  }

  @Test("Tab inserts what is common, lists the choices and then goes through them")
  func completing() {
    type("gr\t")
    #expect(editor.text == "gr")
    #expect(editor.displayedMatches.map(\.text) == ["grid", "group"])
    #expect(editor.selectedMatch == nil)
    type("\t")
    #expect(editor.text == "grid")
    #expect(editor.selectedMatch == 0)
    type("\t")
    #expect(editor.text == "group")
    type("x")
    #expect(editor.displayedMatches.isEmpty)
  }

  @Test("a single candidate is put in with what follows it")
  func completingOne() {
    type("gri\t")
    #expect(editor.text == "grid ")
    editor.abort()
    type("p\t")
    #expect(editor.text == "prior=")
    editor.abort()
    type("d\t")
    #expect(editor.text == "dé")
  }

  @Test("a set line has its cursor where it was asked for, and can be undone")
  func setting() {
    type("before")
    editor.set(text: "é=1", point: 1)
    #expect(editor.text == "é=1")
    #expect(editor.cursor == 1)
    type("\u{1F}")
    #expect(editor.text == "before")
  }

  @Test("a line ended behind a count is handed in at once")
  func countedEnter() {
    type("x\u{1B}5\r")
    #expect(editor.takeSubmissions() == [.line("x")])
  }

  @Test("no keys harm the editor", arguments: UInt64(0)..<20)
  func survivesNoise(seed: UInt64) {
    let keys = [
      "a", "é", "日", "\u{1B}[A", "\u{1B}[B", "\u{1B}[D", "\u{12}", "\u{13}", "\u{7}", "\t", "\r",
      "\u{1B}[Z", "\u{1F}", "\u{B}", "\u{19}", "\u{17}", "\u{7F}", "\u{F}", "\u{1D}", "\u{1B}5",
      "\u{1B}#", "\u{1B}p", "\u{1B}n", "\u{1B}r", "\u{16}\u{12}", "\u{18}\u{18}", "\u{1B}<",
      "\u{1B}[200~p\nq\u{1B}[201~", "\u{18}(", "\u{18})", "\u{4}",
    ]
    var random = SplitMix(state: seed)
    for _ in 0..<500 {
      let choice = Int(random.next() % UInt64(keys.count + 2))
      if choice < keys.count { type(keys[choice]) }
      if choice == keys.count { editor.abort() }
      if choice == keys.count + 1, !editor.isSearching { editor.set(text: "set", point: 2) }
      for case .line(let line) in editor.takeSubmissions() { editor.addHistory(line) }
      #expect((0...editor.text.count).contains(editor.cursor))
    }
    editor.abort()
    editor.abort()
    #expect(editor.text == "")
    type("alive\r")
    #expect(editor.takeSubmissions() == [.line("alive")])
  }
}
