import Terminal
import TestSupport
import Testing

@Suite("Key decoder")
struct KeyDecoderTests {
  static let keys: [(bytes: String, events: [KeyEvent])] = [
    ("a", [.line(Array("a".utf8))]),
    ("é日", [.line(Array("é".utf8)), .line(Array("日".utf8))]),
    ("\r", [.enter]),
    ("\n", [.lineFeed]),
    ("\u{1B}\r", [.alternateEnter]),
    ("\u{1B}[13;5u", [.alternateEnter]),
    ("\u{1B}[27;5;13~", [.alternateEnter]),
    ("\u{1B}[97;5u", [.line([0x01])]),
    ("\u{1B}[27;6;65~", [.line([0x01])]),
    ("\u{1B}[9;2u", [.line(Array("\u{1B}[Z".utf8))]),
    ("\u{1B}[A", [.line(Array("\u{1B}[A".utf8))]),
    ("\u{1B}OB", [.line(Array("\u{1B}OB".utf8))]),
    ("\u{1B}[1;5C", [.line(Array("\u{1B}[1;5C".utf8))]),
    ("\u{1B}[3~", [.line(Array("\u{1B}[3~".utf8))]),
    ("\u{1B}b", [.line(Array("\u{1B}b".utf8))]),
    ("\u{1B}é", [.line(Array("\u{1B}é".utf8))]),
    ("\u{1B}OP\u{1B}OS", [.function(1), .function(4)]),
    ("\u{1B}[15~\u{1B}[24~", [.function(5), .function(12)]),
    ("\u{1B}[15;2~\u{1B}[31~", [.shiftedFunction(5), .shiftedFunction(5)]),
    ("\u{1B}[1;2P", [.shiftedFunction(1)]),
    ("\u{1B}[[E", [.function(5)]),
    ("\u{1B}[5~\u{1B}[6;5~", [.pageUp, .pageDown]),
    (
      "\u{1B}[<0;10;5M\u{1B}[<0;10;5mx",
      [.mouse(.press(column: 9, row: 4)), .line(Array("x".utf8))]
    ),
    ("\u{1B}[<64;1;1M\u{1B}[<65;1;1M", [.mouse(.wheelUp), .mouse(.wheelDown)]),
    ("\u{1B}[<2;1;1M\u{1B}[<35;4;4M\u{1B}[<0;0;4M\u{1B}[<0;4Mx", [.line(Array("x".utf8))]),
    (
      "\u{18}\u{1B}[<0;1;1Mu\u{16}\u{1B}[<64;1;1Mu",
      [
        .mouse(.press(column: 0, row: 0)), .chord("u"), .mouse(.wheelUp),
        .line([0x16] + Array("u".utf8)),
      ]
    ),
    ("\u{1B}[M !!x", [.line(Array("x".utf8))]),
    ("\u{1B}[?62;22c\u{1B}[Ix", [.line(Array("x".utf8))]),
    ("\u{1B}[12\u{1B}[A", [.line(Array("\u{1B}[A".utf8))]),
    ("\u{18}u\u{18}?\u{18}\u{13}", [.chord("u"), .chord("?"), .chord("\u{13}")]),
    ("\u{18}\u{18}", [.line([0x18, 0x18])]),
    ("\u{18}\u{1B}[A", [.line(Array("\u{18}\u{1B}[A".utf8))]),
    ("\u{18}\u{1B}OP", [.function(1)]),
    ("\u{16}\u{18}u", [.line([0x16, 0x18]), .line(Array("u".utf8))]),
    ("\u{16}\u{1B}OP", [.line(Array("\u{16}\u{1B}OP".utf8))]),
    ("\u{1B}[200~one\r\ntwo\rthree\n\u{1B}[201~x", [.paste("one\ntwo\nthree"), .line([0x78])]),
    ("\u{1B}[200~la> a\r[12] la> b\u{1B}[201~", [.paste("a\nb")]),
    ("\u{1B}[200~a\u{1B}[20\u{3}1~\tb\u{1B}[201~", [.paste("a[201~\tb")]),
    ("\u{1B}[200~\r\u{1B}[201~x", [.line([0x78])]),
  ]

  @Test("bytes become whole keys", arguments: keys)
  func decodes(bytes: String, events: [KeyEvent]) {
    var decoder = KeyDecoder()
    #expect(decoder.feed(bytes.utf8) == events)
    #expect(decoder.patience == nil)
  }

  @Test("keys do not depend on where reads cut them", arguments: keys)
  func survivesSplits(bytes: String, events: [KeyEvent]) {
    let bytes = Array(bytes.utf8)
    for cut in 0...bytes.count {
      var decoder = KeyDecoder()
      let halves = decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...])
      #expect(halves == events, "cut at \(cut)")
    }
    var decoder = KeyDecoder()
    #expect(bytes.flatMap { decoder.feed([$0]) } == events)
  }

  @Test("random bytes give the same keys however they are cut", arguments: UInt64(0)..<50)
  func survivesNoise(seed: UInt64) {
    var random = SplitMix(state: seed)
    let pieces = Self.keys.map { Array($0.bytes.utf8) } + [[0xC3], [0xFF], [0x1B], [0x9B, 0x41]]
    let bytes = (0..<200).flatMap { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
    var whole = KeyDecoder()
    var cut = KeyDecoder()
    let events = whole.feed(bytes)
    #expect(bytes.flatMap { cut.feed([$0]) } == events)
    #expect(cut.patience == whole.patience)
    for case .line(let unit) in events where unit.first.map({ $0 >= 0x20 }) ?? true {
      #expect(String(validating: unit, as: UTF8.self)?.count == 1)
    }
  }

  @Test("an escape byte alone is the Escape key only after a while")
  func waitsForEscape() {
    var decoder = KeyDecoder(escapeDelay: 25)
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.patience == 25)
    #expect(decoder.expire() == [.escape])
    #expect(decoder.patience == nil)
    #expect(decoder.feed([0x1B, 0x1B]) == [.escape])
    #expect(decoder.feed([0x62]) == [.line([0x1B, 0x62])])
  }

  @Test("what stays incomplete is dropped", arguments: ["\u{1B}[", "\u{1B}[1;", "\u{1B}[["])
  func dropsIncomplete(bytes: String) throws {
    var decoder = KeyDecoder(escapeDelay: 25)
    #expect(decoder.feed(bytes.utf8) == [])
    #expect(try #require(decoder.patience) > 25)
    #expect(decoder.expire() == [])
    #expect(decoder.feed([0x78]) == [.line([0x78])])
  }

  @Test("half a letter waits, and is dropped in the end")
  func dropsHalfLetters() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0xE6, 0x97]) == [])
    #expect(decoder.patience != nil)
    #expect(decoder.expire() == [])
    #expect(decoder.feed([0xC3, 0x28, 0xFF]) == [.line([0x28])])
  }

  @Test("a reset forgets a prefix and a paste")
  func resets() {
    var decoder = KeyDecoder()
    _ = decoder.feed([0x18])
    decoder.reset()
    #expect(decoder.feed([0x75]) == [.line([0x75])])
    _ = decoder.feed("\u{1B}[200~begun".utf8)
    decoder.reset()
    #expect(decoder.feed([0x75]) == [.line([0x75])])
  }

  @Test("a paste is cut at a mebibyte and still ends where it ends")
  func capsPastes() throws {
    var decoder = KeyDecoder()
    let text = String(repeating: "0123456789", count: 200_000)
    let events = decoder.feed(("\u{1B}[200~" + text + "\u{1B}[201~x").utf8)
    try #require(events.count == 2)
    guard case .paste(let pasted) = events[0] else { return #expect(Bool(false)) }
    #expect(pasted.utf8.count == 1 << 20)
    #expect(events[1] == .line([0x78]))
  }

  @Test("cursor keys know their direction in both of their forms")
  func knowsDirections() {
    #expect(KeyEvent.line(Array("\u{1B}[A".utf8)).direction == .up)
    #expect(KeyEvent.line(Array("\u{1B}OH".utf8)).direction == .home)
    #expect(KeyEvent.line(Array("\u{1B}[1;2C".utf8)).shiftedDirection == .right)
    #expect(KeyEvent.line(Array("\u{1B}[1;5C".utf8)).shiftedDirection == nil)
    #expect(KeyEvent.line(Array("\u{1B}[C".utf8)).shiftedDirection == nil)
    #expect(KeyEvent.line(Array("\u{1B}[Z".utf8)).direction == nil)
    #expect(KeyEvent.line(Array("é".utf8)).text == "é")
    #expect(KeyEvent.enter.text == nil)
  }
}
