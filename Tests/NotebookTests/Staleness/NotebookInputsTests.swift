import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct NotebookInputsTests {
  private static let cells = [
    "d1 = load points.csv y=label", "m1 = model mlp [1,3,1] like=regression", "train m1 on=d1",
    "p1 = fit m1 on=d1", "evidence p1", "load iris", "show iris",
  ]

  private static func notebook(_ cells: [String] = cells, header: String = "") throws
    -> NotebookFile
  {
    let blocks = cells.enumerated().map { "```la #c\($0 + 1)\n\($1)\n```\n" }
    return try NotebookFile(text: "---\nla: 1\n\(header)---\n" + blocks.joined(separator: "\n"))
  }

  private static func hashes(_ notebook: NotebookFile, in folder: String = "") -> [String: String] {
    var inputs = NotebookInputs()
    return inputs.hashes(of: notebook, files: NotebookFiles(folder: folder))
  }

  /// A cell's new text, and the numbers of the cells whose hash changes.
  struct Row: Sendable {
    let cell: Int
    let source: String
    let changed: Set<Int>
  }

  @Test(
    "the hash changes for the cell that changes and for all that may depend on it, and for no other",
    arguments: [
      Row(cell: 1, source: "d1 = load points.csv y=other", changed: [1, 3, 4, 5]),
      Row(cell: 2, source: "m1 = model mlp [1,4,1] like=regression", changed: [2, 3, 4, 5]),
      Row(cell: 3, source: "train m1 on=d1 epochs=9", changed: [3, 4, 5]),
      Row(cell: 4, source: "p1 = fit m1 on=d1 prior=3", changed: [4, 5]),
      Row(cell: 5, source: "evidence p1 prior=3", changed: [5]),
      Row(cell: 6, source: "load iris permute=1", changed: [6, 7]),
      Row(cell: 7, source: "show iris | csv", changed: [7]),
    ])
  func edits(row: Row) throws {
    let before = Self.hashes(try Self.notebook())
    var cells = Self.cells
    cells[row.cell - 1] = row.source
    let after = Self.hashes(try Self.notebook(cells))
    let changed = (1...cells.count).filter { before["c\($0)"] != after["c\($0)"] }
    #expect(Set(changed) == row.changed)
  }

  @Test("the hash follows the content of files, and nothing else of them")
  func files() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/points.csv"
      try "x,label\n1,2\n".write(toFile: path, atomically: true, encoding: .utf8)
      let before = Self.hashes(try Self.notebook(), in: folder)
      try "x,label\n1,2\n".write(toFile: path, atomically: true, encoding: .utf8)
      #expect(Self.hashes(try Self.notebook(), in: folder) == before)
      try "x,label\n1,3\n".write(toFile: path, atomically: true, encoding: .utf8)
      let after = Self.hashes(try Self.notebook(), in: folder)
      #expect((1...7).filter { before["c\($0)"] != after["c\($0)"] } == [1, 3, 4, 5])
    }
  }

  @Test("a file that a cell above writes counts as that cell, whatever numbers are in it")
  func writtenFiles() throws {
    try withTemporaryFolder { folder in
      let cells = ["load iris", "show iris | csv out.csv", "d2 = load out.csv"]
      let before = Self.hashes(try Self.notebook(cells), in: folder)
      try "a\n1\n".write(toFile: folder + "/out.csv", atomically: true, encoding: .utf8)
      #expect(Self.hashes(try Self.notebook(cells), in: folder) == before)
      let other = ["load wine", "show wine | csv out.csv", "d2 = load out.csv"]
      #expect(Self.hashes(try Self.notebook(other), in: folder)["c3"] != before["c3"])
    }
  }

  @Test("hashes are the same everywhere: these stand in files")
  func fixedValues() throws {
    let hashes = Self.hashes(try Self.notebook(["load iris", "show iris"], header: "seed: 3\n"))
    #expect(hashes == ["c1": "b50b01c8", "c2": "c49f477a"])
  }

  @Test(
    "the seed of the notebook, settings, results by number, and undo reach what may depend on them")
  func wideEdges() throws {
    let one = Self.hashes(try Self.notebook(header: "seed: 1\n"))
    let two = Self.hashes(try Self.notebook(header: "seed: 2\n"))
    #expect((1...7).allSatisfy { one["c\($0)"] != two["c\($0)"] })
    for (first, second, third) in [
      ("set seed=1", "set seed=2", "load iris"), ("load iris", "load wine", "show @1"),
      ("load iris", "load wine", "show _"), ("load iris", "load wine", "undo"),
      ("m1 = model mlp [4,3]", "m1 = model mlp [4,4,3]", "train on=iris"),
      ("p1 = fit m1", "p1 = fit m1 prior=2", "predict x=-1..1 3"),
      ("fit m1", "fit m1 prior=2", "evidence p1"),
      ("m, p = train m1 by=evidence", "load iris", "grid"),
    ] {
      let before = Self.hashes(try Self.notebook([first, third]))
      let after = Self.hashes(try Self.notebook([second, third]))
      #expect(before["c2"] != after["c2"], "\(third)")
    }
    for (first, second, third) in [
      ("set glyphs=ascii", "set glyphs=block", "load iris"), ("load iris", "load wine", "help"),
      ("evidence p1", "evidence p1 prior=2", "predict p1"),
    ] {
      let before = Self.hashes(try Self.notebook([first, third]))
      let after = Self.hashes(try Self.notebook([second, third]))
      #expect(before["c2"] == after["c2"], "\(third)")
    }
  }

  @Test("a recorded notebook is fresh when opened, and an edited one says which cells are stale")
  func opening() async throws {
    let cells = ["d1 = load iris", "m1 = model mlp [4,3,3]", "show d1", "show m1"]
    let recorded = await Replay(try Self.notebook(cells), folder: "").notebook
    #expect(recorded.cells.allSatisfy { recorded.output(of: $0.id)?.inputs != nil })
    let again = try NotebookFile(text: recorded.text)
    #expect(await Kernel(notebook: again).snapshot.staleCells == [])
    let edited = try NotebookFile(
      text: recorded.text.replacing("load iris", with: "load wine"))
    let kernel = Kernel(notebook: edited)
    #expect(await kernel.snapshot.staleCells == [1, 3])
    for cell in edited.cells { _ = await kernel.run(cell.source, id: cell.id) }
    #expect(await kernel.snapshot.staleCells == [])
  }

  @Test("notebooks without hashes open without stale cells")
  func oldNotebooks() async throws {
    let text = "---\nla: 1\n---\n```la #c1\nload iris\n```\n```out #c1 ok\nsomething\n```\n"
    #expect(await Kernel(notebook: try NotebookFile(text: text)).snapshot.staleCells == [])
  }

  @Test(
    "the shipped notebooks carry the hashes of what they are", arguments: ShippedSessionTests.names)
  func shippedNotebooks(name: String) throws {
    let folder = Fixture.package.appendingPathComponent("sessions").path
    let notebook = try NotebookStore.read("\(folder)/\(name).la.md")
    let hashes = Self.hashes(notebook, in: folder)
    for cell in notebook.cells {
      #expect(notebook.output(of: cell.id)?.inputs == hashes[cell.id], "\(cell.id)")
    }
  }
}
