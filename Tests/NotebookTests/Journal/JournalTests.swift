import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct JournalTests {
  private static let cells = [
    JournalCell(number: 1, source: "d1 = load iris", status: .ok, output: ["↳ d1 ← iris", ""]),
    JournalCell(number: 2, source: "say \"é\"\n\\tab\t", status: .failed, output: ["✗ E201 …"]),
    JournalCell(number: 3, source: "train m1", status: .running),
  ]

  private static var records: [JournalRecord] {
    [.session(time: 1_700_000_000, notebook: "notes.la.md")]
      + cells.flatMap { cell in
        [
          .input(line: cell.source, waiting: []),
          .cell(JournalCell(number: cell.number, source: cell.source, status: .running)),
          .cell(cell),
        ]
      } + [.input(line: "evidence p1 日", waiting: ["fit m1", "fit m1"])]
  }

  private static var bytes: [UInt8] { Array(records.map { $0.line + "\n" }.joined().utf8) }

  @Test("a record is one line and reads back the same")
  func roundTrip() {
    for record in Self.records + [.removed(2), .saved, .session(time: 0, notebook: nil)] {
      #expect(!record.line.utf8.contains(UInt8(ascii: "\n")))
      #expect(JournalRecord(line: record.line.utf8) == record)
    }
  }

  @Test("a whole journal gives its cells, then what waited, and the line that was not sent")
  func content() {
    let content = JournalContent(bytes: Self.bytes)
    #expect(content.time == 1_700_000_000 && content.notebook == "notes.la.md")
    #expect(Array(content.cells.prefix(3)) == Self.cells)
    #expect(content.cells.dropFirst(3).map(\.source) == ["fit m1", "fit m1"])
    #expect(content.cells.dropFirst(3).allSatisfy { $0.status == .waiting })
    #expect(content.line == "evidence p1 日")
  }

  @Test("every beginning of a journal tells what its whole lines tell")
  func prefixes() {
    let bytes = Self.bytes
    for length in 0...bytes.count {
      let prefix = Array(bytes[..<length])
      let end = prefix.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let whole = JournalContent(bytes: prefix[..<end])
      let found = JournalContent(bytes: prefix)
      // A last line that only lacks its end is whole already.
      let isWhole = JournalRecord(line: prefix[end...]) != nil
      #expect(isWhole || found == whole, "\(length) bytes")
      #expect(found.cells.count >= whole.cells.count - 1)
    }
  }

  @Test("lines that are no records are passed over", arguments: 0..<20)
  func damage(seed: Int) {
    var random = SeededGenerator(seed: seed)
    var bytes = Self.bytes
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let damaged = Int.random(in: 0..<lines.count, using: &random)
    bytes = Array(
      lines.enumerated().map { index, line in
        index == damaged ? [0xFF] + line.dropFirst() : Array(line)
      }.joined(separator: [UInt8(ascii: "\n")]))
    let rest = lines.indices.filter { $0 != damaged }.flatMap { lines[$0] + [UInt8(ascii: "\n")] }
    #expect(JournalContent(bytes: bytes) == JournalContent(bytes: rest))
  }

  @Test(
    "a command that begins is no longer the line, nor waiting; a second one like it still waits")
  func sentLine() {
    var records: [JournalRecord] = [.input(line: "fit m1", waiting: [])]
    let running = { JournalCell(number: $0, source: "fit m1", status: .running) }
    records.append(.cell(running(1)))
    #expect(content(records).line == "")
    #expect(content(records).cells.count == 1)
    records.append(.input(line: "", waiting: ["fit m1", "fit m1"]))
    records.append(.cell(running(2)))
    #expect(content(records).cells.map(\.status) == [.running, .running, .waiting])
  }

  @Test("what was saved or removed is not offered, what still ran is")
  func saved() {
    var records = Self.records
    records += [.saved, .input(line: "", waiting: [])]
    #expect(content(records).cells == [Self.cells[2]])
    #expect(content(records + [.removed(3)]).isEmpty)
  }

  @Test("a journal lives as long as its session, and a dead one is found and can be discarded")
  func locks() throws {
    try withTemporaryFolder { path in
      let folder = JournalFolder(path: path + "/deep/journal")
      #expect(folder.deadSessions().isEmpty)
      var journal: Journal? = folder.journal(notebook: nil)
      for cell in Self.cells { journal?.record(.cell(cell)) }
      #expect(folder.deadSessions().isEmpty)
      #expect(journal?.takeProblem() == nil)
      journal = nil
      let dead = try #require(folder.deadSessions().first)
      #expect(dead.content.cells == Self.cells)
      let claim = try #require(dead.claim())
      #expect(dead.claim() == nil)
      #expect(folder.deadSessions().isEmpty)
      claim.removeFile()
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.isEmpty)
    }
  }

  @Test("sessions at once keep to their own journals")
  func severalSessions() async throws {
    try await withTemporaryFolder { path in
      let folder = JournalFolder(path: path)
      await withTaskGroup(of: Void.self) { group in
        for session in 0..<6 {
          group.addTask {
            let journal = folder.journal(notebook: "\(session)")
            for number in 1...20 {
              journal.record(
                .cell(JournalCell(number: number, source: "\(session) \(number)", status: .ok)))
              _ = folder.deadSessions()
            }
          }
        }
      }
      let dead = folder.deadSessions()
      #expect(Set(dead.compactMap(\.content.notebook)) == Set((0..<6).map(String.init)))
      for session in dead {
        let name = try #require(session.content.notebook)
        #expect(session.content.cells.map(\.source) == (1...20).map { "\(name) \($0)" })
      }
    }
  }

  @Test("a session that ends well leaves no file, one that did nothing never made one")
  func removal() throws {
    try withTemporaryFolder { path in
      let folder = JournalFolder(path: path + "/journal")
      folder.journal(notebook: nil).remove()
      #expect(!FileManager.default.fileExists(atPath: folder.path))
      let journal = folder.journal(notebook: nil)
      journal.record(.cell(Self.cells[0]))
      journal.remove()
      journal.record(.cell(Self.cells[1]))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.isEmpty)
    }
  }

  @Test("a session that is cut off leaves its line, which is then offered")
  func leaving() throws {
    try withTemporaryFolder { path in
      let folder = JournalFolder(path: path)
      let kept = folder.journal(notebook: nil).leave(line: "fit m", waiting: ["load iris"])
      let dead = try #require(folder.deadSessions().first)
      #expect(dead.path == kept)
      #expect(dead.content.line == "fit m")
      #expect(dead.content.cells.map(\.source) == ["load iris"])
      #expect([dead].notice?.hasPrefix("recovered 1 cell from ") == true)
    }
  }

  @Test("a typed line reaches the disk without being waited for, and the last one is the one kept")
  func typing() async throws {
    try await withTemporaryFolder { path in
      let folder = JournalFolder(path: path)
      let line = "evidence p1 prior=0.1"
      let journal = folder.journal(notebook: nil)
      for length in 1...line.count { journal.note(line: String(line.prefix(length)), waiting: []) }
      while true {
        let files = try FileManager.default.contentsOfDirectory(atPath: path)
        let data = files.first.flatMap { FileManager.default.contents(atPath: "\(path)/\($0)") }
        if let data, JournalContent(bytes: data).line == line {
          let written = data.split(separator: UInt8(ascii: "\n")).count
          // The session, the first letters, the rest: not a record for each letter.
          #expect(written <= 4)
          break
        }
        try await Task.sleep(for: .milliseconds(20))
      }
      journal.remove()
    }
  }

  @Test("a journal that cannot be written is told once, and ends nothing")
  func unwritable() {
    let journal = JournalFolder(path: "/dev/null/nowhere").journal(notebook: nil)
    journal.record(.cell(Self.cells[0]))
    let problem = journal.takeProblem()
    #expect(problem?.code == .fileNotWritten)
    #expect(problem?.message.contains("/dev/null") == true)
    journal.record(.cell(Self.cells[1]))
    #expect(journal.takeProblem() == nil)
    #expect(journal.leave(line: "x", waiting: []) == nil)
  }

  @Test("bytes that a full disk refused are written when there is room again")
  func fullDisk() async throws {
    await #expect(processExitsWith: .success) {
      try withTemporaryFolder { path in
        signal(SIGXFSZ, SIG_IGN)
        let folder = JournalFolder(path: path)
        do {
          let journal = folder.journal(notebook: nil)
          journal.record(.cell(Self.cells[0]))
          // No file may grow beyond the middle of the next record.
          let files = try FileManager.default.contentsOfDirectory(atPath: path)
          let file = "\(path)/\(files[0])"
          let size = try #require(FileManager.default.contents(atPath: file)?.count)
          var limit = rlimit()
          getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
          let old = limit.rlim_cur
          limit.rlim_cur = rlim_t(size + 20)
          setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
          journal.record(.cell(Self.cells[1]))
          guard journal.takeProblem() != nil else { exit(2) }
          limit.rlim_cur = old
          setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
          journal.record(.cell(Self.cells[2]))
        }
        guard folder.deadSessions().first?.content.cells == Self.cells else { exit(3) }
      }
    }
  }

  private func content(_ records: [JournalRecord]) -> JournalContent {
    JournalContent(bytes: Array(records.map { $0.line + "\n" }.joined().utf8))
  }
}
