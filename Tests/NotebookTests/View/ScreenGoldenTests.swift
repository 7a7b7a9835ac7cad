import Notebook
import Parallelism
import TestSupport
import Testing
import TextPlots

/// Whole screens without a terminal, kept in `Tests/Fixtures/Screens`.
///
/// `RECORD_GOLDENS=1` rewrites the files of a run of these tests; the difference shows what changed.
@Suite struct ScreenGoldenTests {
  private static let sizes = [(80, 24), (120, 40), (200, 60), (40, 12), (19, 4)]
  private static let variants: [(name: String, glyphs: GlyphLevel, color: Bool)] = [
    ("mono", .braille, false), ("ascii", .ascii, false),
  ]

  @Test("the notebook at every size", arguments: sizes)
  func notebook(width: Int, height: Int) async throws {
    let state = await state(width: width, height: height, glyphs: .braille, color: true)
    let (grid, cursor) = state.screen(width: width, height: height)
    try expect(grid, cursor, "notebook-\(width)x\(height).txt", size: (width, height))
  }

  @Test("the notebook without colours and in ASCII", arguments: variants)
  func plainNotebook(name: String, glyphs: GlyphLevel, color: Bool) async throws {
    let state = await state(width: 80, height: 24, glyphs: glyphs, color: color)
    let (grid, cursor) = state.screen(width: 80, height: 24)
    try expect(grid, cursor, "notebook-80x24-\(name).txt", size: (80, 24))
  }

  @Test("the live view at some sizes", arguments: [(80, 24), (120, 40), (40, 12)])
  func explore(width: Int, height: Int) async throws {
    let grid = try await exploreState().grid(
      width: width, height: height, glyphs: .braille, color: true)
    try expect(grid, nil, "explore-\(width)x\(height).txt", size: (width, height))
  }

  @Test("the live view without colours and in ASCII", arguments: variants)
  func plainExplore(name: String, glyphs: GlyphLevel, color: Bool) async throws {
    let grid = try await exploreState().grid(width: 80, height: 24, glyphs: glyphs, color: color)
    try expect(grid, nil, "explore-80x24-\(name).txt", size: (80, 24))
  }

  /// Compares a screen with its file, and checks what holds for every screen.
  private func expect(
    _ grid: CellGrid, _ cursor: (column: Int, row: Int)?, _ name: String,
    size: (width: Int, height: Int)
  ) throws {
    #expect(grid.width == size.width && grid.height == size.height)
    for row in 0..<grid.height {
      let text = String(grid.row(row).compactMap(\.character))
      #expect(displayWidth(of: text) == size.width, "row \(row) of \(name)")
    }
    if let cursor {
      #expect((0..<size.width).contains(cursor.column) && (0..<size.height).contains(cursor.row))
    }
    let map = StyleMap(grid)
    let text = map.text(cursor: cursor)
    #expect(map.styles.count <= 62)
    if name.contains("ascii") {
      // Signs outside of pictures are left to the terminal, which has stand-ins.
      #expect(!text.unicodeScalars.contains { (0x2580...0x259F).contains($0.value) })
      #expect(!text.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
    }
    let kept = try Fixture.golden(text, "Screens/\(name)")
    #expect(kept == text, "\(name) differs; it is now:\n\(text)")
  }

  // MARK: What is shown

  /// A posterior of a line through four points, so small that its figures are the same everywhere.
  private func exploreState() async throws -> ExploreState {
    let output = await Kernel().run(
      """
      set scalar=double
      d1 = load synth sinusoid n=20 seed=1
      m1 = model mlp [1,1] like=regression seed=1
      train m1 on=d1 epochs=2000 lr=0.05
      p1 = fit m1 on=d1 structure=full
      explore p1 on=d1
      """)
    let exploration = try #require(output.exploration, "\(KernelRun(output))")
    var state = ExploreState(exploration)
    exploration.learn(cancellation: Cancellation()) { state.knowledge = $0 }
    _ = state.handle(.shiftRight)
    return state
  }

  /// A notebook with a text, data, a mistake, a stale cell and a picture, while a command is typed.
  private func state(
    width: Int, height: Int, glyphs: GlyphLevel, color: Bool
  ) async -> ScreenState {
    let kernel = Kernel()
    let sources = ["d1 = load iris", "show d1 | tabel", "d2, d3 = split d1 seed=1", "plot d1"]
    var entries = [
      NotebookEntry(
        number: 0, cellID: nil,
        content: .text("# Three kinds of iris\nSepals and petals, in centimetres — 鳶尾花."))
    ]
    for (index, source) in sources.enumerated() {
      let output = await kernel.run(source)
      entries.append(
        NotebookEntry(
          number: index + 1, cellID: "c\(index + 1)",
          content: .cell(source: source, output: .finished(output))))
    }
    entries[3].isStale = true
    return await composed(entries, kernel.snapshot, (width, height), glyphs, color)
  }

  private func composed(
    _ entries: [NotebookEntry], _ session: SessionSnapshot, _ size: (width: Int, height: Int),
    _ glyphs: GlyphLevel, _ color: Bool
  ) -> ScreenState {
    let layout = ScreenLayout(width: size.width, height: size.height)
    var state = ScreenState()
    state.title = "iris.la.md*"
    state.context = "data d1"
    state.pieces = entries.map { $0.grid(layout.rendering(glyphs: glyphs, color: color)) }
    state.objects = session.objects
    if layout.paneColumns > 0 {
      let options = layout.paneRendering(glyphs: glyphs, color: color)
      state.panePlot = entries.last?.plots.last.map { OutputBlock.plot($0).grid(options) }
      state.paneTable = OutputBlock.table(
        TextPlots.Table(
          columns: [.init("name"), .init("content")],
          rows: session.objects.map { [$0.name, $0.label] })
      ).grid(options)
    }
    state.input = ["la> fit m1 structure=k"]
    state.cursor = (22, 0)
    state.hint = [.init("fit <model> "), .init("structure=", style: Style(.accent, bold: true))]
    state.candidates = [
      .init("kron", help: "Kronecker factors"), .init("full", help: "the matrix"),
    ]
    state.selectedCandidate = 0
    state.status = "READY"
    state.keys = ["Tab complete", "F1 help"]
    return state
  }
}
