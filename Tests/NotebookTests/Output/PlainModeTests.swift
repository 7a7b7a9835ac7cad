import Notebook
import TextPlots
import Testing

@Suite struct PlainModeTests {
  private let plain = RenderingOptions(isPlain: true)

  /// What a cell prints in plain mode.
  private func lines(_ source: String, in kernel: Kernel) async -> [String] {
    await kernel.run(source).items.flatMap { $0.lines(plain) }
  }

  private func drawn(_ line: String) -> Bool {
    line.unicodeScalars.contains { (0x2500...0x28FF).contains($0.value) }
  }

  @Test("no command prints a box, a block, a shape or a braille pattern")
  func noDrawing() async {
    let kernel = await EveryCommand.kernel()
    let sinks = ["table", "plot", "csv", "markdown", "text", "describe"]
    let results = EveryCommand.results.flatMap { [$0.line] + sinks.map { "_ | " + $0 } }
    let others = [
      EveryCommand.preparation, "help", "help fit", "explain", "why", "history", "show", "set",
      "undo", "redo", "plot m1 loss +ylog", "plot p1 spectrum", "plot p1 effective",
      "predict p1 on=d2 | plot confusion", "predict p1 on=d2 | plot hist",
      "grid p1 prior=1e-2..1e2 log 5 temp=0.1..10 log 5 | plot heatmap z=evidence",
      "calibrate q1 on=d3 | plot coverage", "calibrate q1 on=d3 | plot pit",
      "ood p1 in=d2 out=d4 | plot roc", "predict q1 x=-1..7 60 | plot data=d3", "plot d1",
      "fit m9", "grid p1 perc=1", "evidence p1 prior=-1", "explain evidnce", "recover list",
      "grid p1 prior=10..1e3 log 3", "set table=grid", "show p1 | table", "set table=list",
    ]
    for source in results + others {
      for line in await lines(source, in: kernel) where drawn(line) {
        Issue.record("\(source): \(line)")
      }
    }
    let topics = Completer(catalogue: Commands.catalogue, session: await kernel.snapshot)
      .completion(of: "explain ", cursor: 8).candidates
    let questions = topics.map { "explain \"\($0.text)\"" }.joined(separator: "\n")
    let answers = await lines(questions, in: kernel)
    #expect(answers.count > 3 * topics.count)
    for line in answers where drawn(line) { Issue.record("explain: \(line)") }
  }

  @Test("an error is said first, with the word error, then its place and what to do")
  func errors() async {
    let kernel = await EveryCommand.kernel()
    let said = await lines("load iris\ngrid p1 perc=1", in: kernel)
    let first = said.firstIndex { $0.hasPrefix("error E204 grid has no option 'perc'.") }
    #expect(first != nil)
    #expect(said.contains("  place: line 2, character 9: perc"))
    #expect(!said.contains { $0.contains("^^^^") })
    let warned = await lines("grid p1 prior=10..1e3 log 3", in: kernel)
    #expect(warned.contains { $0.hasPrefix("warning W121 ") })
    #expect(await lines("doctor p1 on=d2", in: kernel).contains { $0 == "ok" })
  }

  @Test("receipts read as the command that gives their names")
  func receipts() async {
    let kernel = Kernel()
    let said = await lines("d1 = load iris", in: kernel)
    #expect(said.first?.hasPrefix("d1 = iris: 150 examples") == true, "\(said)")
  }

  @Test("tables are lines of name and value, or a grid where one is asked for")
  func tables() async {
    let kernel = await EveryCommand.kernel()
    let list = await lines("evidence p1", in: kernel)
    #expect(list.contains("name: p1") && list.contains { $0.hasPrefix("evidence: -") })
    let help = await lines("help", in: kernel)
    #expect(help.contains { $0.hasPrefix("load: data from a file") })
    let table = await kernel.run("evidence p1").items.filter { item in
      if case .result(.table) = item { true } else { false }
    }
    var grid = plain
    grid.tables = .grid
    #expect(table.flatMap { $0.lines(grid) }.first?.hasPrefix("name") == true)
    var listed = RenderingOptions()
    listed.tables = .list
    #expect(table.flatMap { $0.lines(listed) } == list.suffix(7))
  }

  @Test(
    "a plot is its title, its axes with ranges, its series with extremes and shape, and numbers",
    arguments: [
      (
        "grid p1 prior=1e-2..1e2 log 5 | plot",
        [
          "plot: log p(D|λ)", "horizontal axis: prior precision λ, logarithmic, 0.01 to 100",
          "vertical axis: log marginal likelihood", "p1: 5 points, least", "one maximum",
          "p1, x 0.01, y -",
        ]
      ),
      (
        "predict q1 x=-1..7 60 | plot data=d3",
        [
          "horizontal axis: x1, -1 to 7", "±2 sd: a band, narrowest", "mean: 60 points",
          "points in all: describe lists them",
        ]
      ),
      ("plot d1 x=sepal_length y=sepal_width", ["plot: ", "setosa: 40 points, least"]),
      ("predict p1 on=d2 | plot hist", ["plot: ", "most often"]),
      ("calibrate q1 on=d3 | plot", ["plot: coverage of q1 on d3", "68% interval: 0."]),
      (
        "calibrate p1 on=d2 | plot", ["plot: reliability of p1 on d2", "confidence 0.", "accuracy"]
      ),
      (
        "grid p1 prior=1e-2..1e2 log 5 temp=0.1..10 log 5 | plot heatmap z=evidence",
        ["5 places in", "evidence: least", "at (", "mean"]
      ),
      ("predict p1 on=d2 | plot confusion", ["setosa, 10 in all: "]),
      ("grid p1 q1 prior=1e-2..1e2 log 5 | plot", ["p1: 5 points", "q1: 5 points"]),
      ("plot m1 loss", ["plot: training loss", "loss: 60 points", "falls from"]),
      ("explore p1 on=d2", ["settings: as it is", "nll on d2: "]),
    ])
  func descriptions(source: String, parts: [String]) async {
    let kernel = await EveryCommand.kernel()
    let said = await lines(source, in: kernel).joined(separator: "\n")
    for part in parts { #expect(said.contains(part), "\(source): \(part) in\n\(said)") }
  }

  @Test("describe gives all numbers of a picture, as many as its CSV has")
  func describeCommand() async {
    let kernel = await EveryCommand.kernel()
    let csv = await kernel.test("predict q1 x=-1..7 60 | plot | csv").results
    let described = await kernel.test("predict q1 x=-1..7 60 | describe").results
    #expect(described.count(where: { $0.contains(", x ") }) == csv.count - 1)
    #expect(described.contains { $0.hasPrefix("±1 sd, x -1, lower ") })
  }

  @Test("progress is said at tenths, never in the first two seconds, and after ten without a tenth")
  func progress() {
    var lines = ProgressLines(of: "g1 = grid p1 prior=1..2 | plot")
    #expect(lines.line(done: 30, total: 100, seconds: 1) == nil)
    #expect(lines.line(done: 40, total: 100, seconds: 8) == "grid 40% about 12 s")
    #expect(lines.line(done: 45, total: 100, seconds: 9) == nil)
    #expect(lines.line(done: 46, total: 100, seconds: 18.5)?.hasPrefix("grid 46% about ") == true)
    #expect(lines.line(done: 100, total: 100, seconds: 20) == nil)
    // Work that goes fast says less than once in a second.
    var quick = ProgressLines(of: "train")
    let said = (1..<1000).compactMap {
      quick.line(done: $0, total: 1000, seconds: 2 + Double($0) / 200)
    }
    #expect(said.count <= 6 && said.first?.hasPrefix("train ") == true)
    // Another piece of work begins anew, with a time of its own.
    #expect(quick.line(done: 1, total: 7, seconds: 20) == "train 14%")
    #expect(quick.line(done: 2, total: 7, seconds: 24) == "train 28% about 10 s")
    // Work that says nothing for long is heard of.
    var slow = ProgressLines(of: "check p1")
    #expect(slow.line(done: 0, total: 5, seconds: 11) == "check 0%")
    #expect(slow.line(done: 0, total: 5, seconds: 12) == nil)
  }

  @Test("recorded pictures give way to a sentence")
  func recorded() {
    let lines = ["a ⟨0.1 s⟩", "  2 ┤ ⣀⡀", "    │ ⠉⠙", "loss █▂▁ 3"]
    #expect(
      PlainText.recorded(lines) == [
        "a 0.1 s", "(a picture: rerun the cell for its description)", "loss 3",
      ])
  }
}
