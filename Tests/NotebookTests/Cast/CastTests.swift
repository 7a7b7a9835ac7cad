import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct CastTests {
  /// The interval, code and data of a line.
  private func event(_ line: String) throws -> (interval: Double, code: String, data: String) {
    let fields = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
    #expect(fields.count == 3)
    return (
      try #require(fields[0] as? Double), try #require(fields[1] as? String),
      try #require(fields[2] as? String)
    )
  }

  @Test("the header is an object on a line of its own")
  func header() throws {
    let line = Cast.header(
      columns: 80, rows: 24, terminal: "xterm-256color", title: "laplace \"a\"", time: 12)
    #expect(
      line
        == #"{"version":3,"term":{"cols":80,"rows":24,"type":"xterm-256color"},"timestamp":12,"#
        + #""title":"laplace \"a\""}"#)
  }

  @Test("intervals add up to the times, however fine these are", arguments: 0..<5)
  func times(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    var cast = Cast()
    var time = Duration.zero
    var sum = 0.0
    for _ in 0..<2000 {
      time += .nanoseconds(Int64.random(in: 0..<3_000_000, using: &random))
      for line in cast.lines(of: .marker("a"), at: time) {
        let interval = try event(line).interval
        #expect(interval >= 0)
        sum += interval
      }
    }
    #expect(abs(sum - time / .seconds(1)) < 1.1e-6)
    // A clock that goes back makes no negative interval.
    let back = try event(try #require(cast.lines(of: .marker("b"), at: .zero).first))
    #expect(back.interval == 0)
  }

  @Test("text that is cut anywhere is the same text", arguments: 0..<20)
  func pieces(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let text = "\u{1B}[1mla> λ → ─│┈ ⣀⠊ 😀e\u{301}\u{0}\u{7F}\"\\\r\n日本"
    let bytes = Array(text.utf8)
    var cast = Cast()
    var found = ""
    var place = 0
    while place < bytes.count {
      let end = min(bytes.count, place + Int.random(in: 1...4, using: &random))
      for line in cast.lines(of: .output(Array(bytes[place..<end])), at: .zero) {
        let (_, code, data) = try event(line)
        #expect(code == "o" && !data.contains("\u{FFFD}"))
        #expect(!line.contains { $0.isNewline })
        found += data
      }
      place = end
    }
    #expect(Array(found.utf8) == bytes)
  }

  @Test("bytes that are no text end as replacements, with what comes after them whole")
  func invalidBytes() throws {
    var cast = Cast()
    var lines = cast.lines(of: .output([0x61, 0xFF, 0xE2]), at: .zero)
    lines += cast.lines(of: .output([0x62]), at: .zero)
    lines += cast.lines(of: .output([0xF0, 0x9F]), at: .zero)
    lines += cast.lines(of: .exit(status: 139), at: .seconds(1))
    let events = try lines.map { try event($0) }
    #expect(events.filter { $0.code == "o" }.map(\.data).joined() == "a\u{FFFD}\u{FFFD}b\u{FFFD}")
    #expect(events.last?.code == "x" && events.last?.data == "139")
    #expect(events.map(\.interval).reduce(0, +) == 1)
  }

  @Test("sizes, marks and keys have their codes")
  func codes() throws {
    var cast = Cast()
    let lines =
      cast.lines(of: .resize(columns: 100, rows: 30), at: .milliseconds(500))
      + cast.lines(of: .marker("fit m1\nshow"), at: .milliseconds(750))
      + cast.lines(of: .input([3]), at: .milliseconds(750))
    #expect(
      lines == [
        #"[0.5,"r","100x30"]"#, #"[0.25,"m","fit m1\nshow"]"#, #"[0,"i","\u0003"]"#,
      ])
  }

  @Test("a file keeps what was there before, and every line stands at once")
  func file() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.cast"
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      var file = try CastFile(path: path, header: "{}")
      file.append("[0,\"m\",\"a\"]")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "{}\n[0,\"m\",\"a\"]\n")
      #expect(try String(contentsOfFile: path + "~", encoding: .utf8) == "old")
      #expect(file.problem == nil)
      #expect(throws: Problem.self) {
        _ = try CastFile(path: folder + "/none/a.cast", header: "{}")
      }
    }
  }
}
