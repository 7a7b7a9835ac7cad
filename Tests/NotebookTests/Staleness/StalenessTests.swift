import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct StalenessTests {
  /// A notebook in which names are read in every way: `c1` data, `c2` model, `c3` training, `c4` posterior,
  /// `c5` a question to it, `c6` other data, `c7` something about them alone, `c8` a result by its number.
  private static let cells = [
    "d1 = load synth sinusoid n=20 seed=2", "m1 = model mlp [1,4,1] like=regression seed=1",
    "train m1 on=d1 epochs=5", "p1 = fit m1 on=d1", "evidence", "d2 = load iris", "show d2",
    "show @1 | csv",
  ]

  private static func session(_ cells: [String] = cells) async -> Kernel {
    let kernel = Kernel()
    for cell in cells { #expect(await kernel.test(cell).problem == nil, "\(cell)") }
    return kernel
  }

  /// An edit of the notebook, and the numbers of the cells that are stale after it.
  struct Row: Sendable {
    let cell: Int
    let source: String?
    let stale: Set<Int>
  }

  static let rows = [
    Row(cell: 1, source: "d1 = load synth sinusoid n=21 seed=2", stale: [1, 3, 4, 5, 8]),
    Row(cell: 2, source: "m1 = model mlp [1,4,1] like=regression seed=2", stale: [2, 3, 4, 5]),
    Row(cell: 3, source: "train m1 on=d1 epochs=6", stale: [3, 4, 5]),
    Row(cell: 4, source: "p1 = fit m1 on=d1 structure=diag", stale: [4, 5]),
    Row(cell: 5, source: "evidence p1 prior=2", stale: [5]),
    Row(cell: 6, source: "d2 = load wine", stale: [6, 7]),
    Row(cell: 7, source: "show d2 | csv", stale: [7]),
    Row(cell: 1, source: nil, stale: [3, 4, 5, 8]),
    Row(cell: 4, source: nil, stale: [5]),
    Row(cell: 6, source: nil, stale: [7]),
    Row(cell: 7, source: nil, stale: []),
  ]

  @Test(
    "an edited cell and all that depends on it are stale, until undo, and again after redo",
    arguments: rows)
  func edits(row: Row) async throws {
    let kernel = await Self.session()
    #expect(await kernel.snapshot.staleCells == [])
    let before = await kernel.notebook.text
    if let source = row.source {
      await kernel.replaceCell(id: "c\(row.cell)", source: source)
      #expect(await kernel.notebook.cell("c\(row.cell)")?.source == source)
      #expect(await kernel.notebook.output(of: "c\(row.cell)") == nil)
    } else {
      await kernel.removeCell(id: "c\(row.cell)")
      #expect(await kernel.notebook.cell("c\(row.cell)") == nil)
    }
    let after = await kernel.notebook.text
    #expect(await kernel.snapshot.staleCells == row.stale)
    #expect(await kernel.test("undo").problem == nil)
    #expect(await kernel.snapshot.staleCells == [])
    #expect(await kernel.notebook.text == before)
    #expect(await kernel.test("redo").problem == nil)
    #expect(await kernel.snapshot.staleCells == row.stale)
    #expect(await kernel.notebook.text == after)
  }

  @Test(
    "rerun stale gives what a session with the edited cells gives, in place",
    arguments: rows.filter { $0.source != nil })
  func rerunStale(row: Row) async throws {
    let source = try #require(row.source)
    let kernel = await Self.session()
    await kernel.replaceCell(id: "c\(row.cell)", source: source)
    let run = await kernel.run("rerun stale")
    #expect(run.status == .ok)
    #expect(Set(run.updates.map(\.number)) == row.stale)
    #expect(run.updates.map(\.number) == row.stale.sorted())
    #expect(await kernel.snapshot.staleCells == [])
    var cells = Self.cells
    cells[row.cell - 1] = source
    let other = await Self.session(cells)
    for number in 1...cells.count {
      let found = await kernel.notebook.output(of: "c\(number)")
      let expected = await other.notebook.output(of: "c\(number)")
      #expect(withoutTimes(found?.text) == withoutTimes(expected?.text), "cell \(number)")
      #expect(found?.inputs == expected?.inputs, "cell \(number)")
    }
    // The names stand for what they stand for there.
    for name in ["d1", "m1", "p1", "d2"] {
      #expect(
        await withoutTimes(kernel.test("show \(name) | csv").results.joined())
          == withoutTimes(other.test("show \(name) | csv").results.joined()), "\(name)")
    }
    #expect(await kernel.test("rerun stale").receipts == ["no cell is stale"])
  }

  @Test("a cell that runs again and makes the same makes nothing stale")
  func sameAgain() async throws {
    let kernel = await Self.session()
    for number in 1...Self.cells.count {
      let run = await kernel.run("rerun @\(number)")
      #expect(run.status == .ok && run.updates.map(\.number) == [number])
      #expect(await kernel.snapshot.staleCells == [], "cell \(number)")
    }
  }

  @Test("a cell that is run under its id runs at its place, and its dependents are stale")
  func inPlace() async throws {
    let kernel = await Self.session()
    let again = await kernel.run("train m1 on=d1 epochs=9", id: "c3")
    #expect(again.number == 3 && again.id == "c3")
    #expect(await kernel.snapshot.staleCells == [4, 5])
    #expect(await kernel.nextCell == Self.cells.count + 1)
    #expect(await kernel.test("show m1").results.joined().contains("after 9 epochs"))
    _ = await kernel.test("undo")
    #expect(await kernel.test("show m1").results.joined().contains("after 5 epochs"))
  }

  @Test("with rerun=auto dependents run at once, and never by themselves otherwise")
  func automatic() async throws {
    let kernel = await Self.session()
    #expect(await kernel.replaceCell(id: "c4", source: "p1 = fit m1 on=d1 prior=3").updates.isEmpty)
    let set = await kernel.run("set rerun=auto")
    #expect(set.updates.map(\.number) == [4, 5])
    #expect(await kernel.snapshot.staleCells == [])
    let edit = await kernel.replaceCell(id: "c3", source: "train m1 on=d1 epochs=7")
    #expect(edit.updates.map(\.number) == [3, 4, 5])
    #expect(await kernel.snapshot.staleCells == [])
    #expect(await kernel.test("show p1").results.joined(separator: " ").contains("3"))
  }

  @Test("a failing cell keeps its dependents stale, and rerun stale stops there")
  func failing() async throws {
    let kernel = await Self.session()
    await kernel.replaceCell(id: "c3", source: "train m1 on=d1 epochs=-1")
    let run = await kernel.run("rerun stale")
    #expect(run.status == .failed)
    #expect(run.updates.map(\.number) == [3])
    #expect(await kernel.snapshot.staleCells.isSuperset(of: [4, 5]))
  }

  @Test("settings are read by everything that follows, and only where they change something")
  func settings() async throws {
    let kernel = await Self.session([
      "set seed=1", "d1 = load synth sinusoid n=10", "set glyphs=ascii", "show d1",
    ])
    await kernel.replaceCell(id: "c1", source: "set seed=2")
    _ = await kernel.run("rerun @1")
    #expect(await kernel.snapshot.staleCells == [2, 3, 4])
    await kernel.replaceCell(id: "c1", source: "set seed=1")
    _ = await kernel.run("rerun @1")
    #expect(await kernel.snapshot.staleCells == [])
  }

  @Test("undo of an edit is not a part of the notebook, undo of a name is")
  func transcript() async throws {
    let kernel = await Self.session()
    await kernel.removeCell(id: "c7")
    _ = await kernel.test("undo")
    #expect(await kernel.notebook.cells.map(\.source) == Self.cells)
    _ = await kernel.test("undo")
    #expect(await kernel.notebook.cells.map(\.source) == Self.cells + ["undo"])
  }

  @Test("edits and names are undone in one order, without a limit")
  func longHistory() async throws {
    let kernel = await Self.session(["d1 = load iris"])
    let texts = (0..<200).map { "d1 = load iris permute=\($0)" }
    for text in texts { await kernel.replaceCell(id: "c1", source: text) }
    for text in texts.dropLast().reversed() {
      #expect(await kernel.test("undo").problem == nil)
      #expect(await kernel.notebook.cell("c1")?.source == text)
    }
    #expect(await kernel.test("undo").problem == nil)
    #expect(await kernel.notebook.cell("c1")?.source == "d1 = load iris")
    #expect(await kernel.test("undo").problem == nil)
    #expect(await kernel.test("show d1").problem?.code == .unknownObject)
  }

  /// A text without what is volatile in it.
  private func withoutTimes(_ text: String?) -> String? {
    text.map { text in
      var isHidden = false
      return String(
        text.filter { character in
          if character == "⟨" { isHidden = true }
          defer { if character == "⟩" { isHidden = false } }
          return !isHidden && !character.isWhitespace
        })
    }
  }
}
