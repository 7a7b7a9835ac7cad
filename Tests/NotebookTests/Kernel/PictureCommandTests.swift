import Foundation
import Notebook
import RealModule
import TestSupport
import Testing

/// Heatmaps of predictions and of grids of settings, confusion matrices, tables in Markdown.
@Suite struct PictureCommandTests {
  /// A session with classes in a plane `d1`, a network `m1` and its posterior `p1`.
  private static func moons() async -> Kernel {
    let kernel = Kernel(folder: "")
    let run = await kernel.test(
      """
      set scalar=double
      d1 = load synth two-moons n=60 seed=1
      m1 = model mlp [2,6,2] seed=1
      train m1 on=d1 epochs=80 prior=0.1
      p1 = fit m1 on=d1
      """)
    #expect(run.problem == nil)
    return kernel
  }

  /// The rows of a table of comma-separated values, without its header.
  private func rows(_ run: KernelRun) throws -> [[String]] {
    try #require(run.problem == nil, "\(run.problem?.message ?? "")")
    return run.results.dropFirst().map { $0.split(separator: ",").map(String.init) }
  }

  private func write(_ text: String, to path: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Whether two lists have the same numbers, but for the last digits that reading them may lose.
  private func agree(_ found: [Double], _ expected: [Double]?) -> Bool {
    expected.map { disagreement(found, $0) < 1e-13 } ?? false
  }

  private func numbers(_ run: KernelRun) throws -> [[Double]] {
    try rows(run).map { try $0.map { try #require(Double($0)) } }
  }

  @Test("a grid of two inputs is predicted at all combinations, the first input fastest")
  func combinations() async throws {
    try await withTemporaryFolder { folder in
      let x = (0..<5).map { -1 + 0.75 * Double($0) }
      let y = (0..<5).map { -1 + 0.5 * Double($0) }
      let table = y.flatMap { y in x.map { x in "\(x),\(y),0.5" } }
      try write("x1,x2,y\n" + table.joined(separator: "\n") + "\n", to: folder + "/places.csv")
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        d1 = load synth two-moons n=60 seed=1
        m1 = model mlp [2,6,2] seed=1
        train m1 on=d1 epochs=40 prior=0.1
        p1 = fit m1 on=d1
        d2 = load places.csv y=y targets=values
        r1 = predict p1 x1=-1..2 5 x2=-1..1 5
        """)
      #expect(run.problem == nil, "\(run.problem?.message ?? "")")
      let found = try #require(await kernel.test("r1 | json").json.first)
      let expected = try #require(await kernel.test("predict p1 on=d2 | json").json.first)
      for key in ["probabilities", "mean", "variance"] {
        #expect(found[key] as? [[Double]] == expected[key] as? [[Double]])
      }
    }
  }

  @Test("the entropies of a map are those of the probabilities, and lie at their places")
  func entropies() async throws {
    let kernel = await Self.moons()
    let command = "predict p1 x1=-1..2 7 x2=-1..1.5 6"
    let found = try #require(await kernel.test("\(command) | json").json.first)
    let probabilities = try #require(found["probabilities"] as? [[Double]])
    for picture in ["plot heatmap z=entropy", "plot heatmap", "plot"] {
      let drawn = try numbers(await kernel.test("\(command) | \(picture) | csv"))
      #expect(drawn.count == 42)
      for (index, row) in drawn.enumerated() {
        let entropy = probabilities[index].reduce(0) { $0 - $1 * .log($1) }
        #expect(abs(row[0] - (-1 + 0.5 * Double(index % 7))) < 1e-12)
        #expect(abs(row[1] - (-1 + 0.5 * Double(index / 7))) < 1e-12)
        #expect(abs(row[2] - entropy) < 1e-12)
      }
    }
    for (word, label) in [("p0", 0), ("p_1", 1)] {
      let drawn = try numbers(await kernel.test("\(command) | plot heatmap z=\(word) | csv"))
      #expect(agree(drawn.map { $0[2] }, probabilities.map { $0[label] }))
    }
  }

  @Test("the outputs and the parts of the uncertainty can be drawn")
  func figures() async throws {
    let kernel = await Self.moons()
    _ = await kernel.test("r1 = predict p1 x1=-1..2 5 x2=-1..1 3 +split")
    let found = try #require(await kernel.test("r1 | json").json.first)
    for word in ["aleatoric", "epistemic", "total"] {
      let drawn = try numbers(await kernel.test("r1 | plot heatmap z=\(word) | csv"))
      #expect(agree(drawn.map { $0[2] }, found[word] as? [Double]))
    }
    let variances = try #require(found["variance"] as? [[Double]])
    let drawn = try numbers(await kernel.test("r1 | plot heatmap z=sd_1 | csv"))
    #expect(agree(drawn.map { $0[2] }, variances.map { $0[1].squareRoot() }))
    let means = try numbers(await kernel.test("r1 | plot heatmap z=mean_0 | csv"))
    #expect(agree(means.map { $0[2] }, (found["mean"] as? [[Double]])?.map { $0[0] }))
  }

  @Test("a prediction on a grid draws its map with the data and the border of the classes")
  func picture() async throws {
    let kernel = await Self.moons()
    let run = await kernel.test("predict p1 x1=-1.5..2.5 60 x2=-1..1.5 40")
    #expect(run.results.first?.contains("entropy in nats of p1") == true)
    #expect(run.results.contains { $0.contains("shade: entropy") })
    #expect(run.results.joined().unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    let data = await kernel.test("predict p1 x1=-1.5..2.5 60 x2=-1..1.5 40 | plot data=d1")
    #expect(data.results.joined().contains("◆ 0   ◇ 1"))
    #expect(data.results.joined().filter { $0 == "◇" }.count > 5)
  }

  @Test("a regression over two inputs draws its standard deviation, fixed inputs are named")
  func regression() async throws {
    try await withTemporaryFolder { folder in
      let lines = (0..<30).map { index -> String in
        let (a, b, c) = (Double(index % 6), Double(index / 6), Double(index % 7))
        return "\(a),\(b),\(c),\(a - 0.3 * b + 0.1 * c)"
      }
      try write(
        "width,height,depth,y\n" + lines.joined(separator: "\n") + "\n", to: folder + "/boxes.csv")
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        d1 = load boxes.csv y=y targets=values
        m1 = model mlp [3,5,1] like=regression seed=1
        train m1 on=d1 epochs=60
        p1 = fit m1 on=d1 noise=0.3
        r1 = predict p1 height=0..4 5 width=0..5 6 depth=2
        """)
      #expect(run.problem == nil, "\(run.problem?.message ?? "")")
      let plot = await kernel.test("r1 | plot")
      #expect(plot.results.first?.contains("standard deviation of p1, depth = 2") == true)
      let found = try #require(await kernel.test("r1 | json").json.first)
      let variances = try #require(found["variance"] as? [[Double]])
      let drawn = try numbers(await kernel.test("r1 | plot | csv"))
      #expect(agree(drawn.map { $0[2] }, variances.map { $0[0].squareRoot() }))
      // The first input given runs from left to right.
      #expect(drawn.prefix(5).map { $0[0] } == [0, 1, 2, 3, 4])
      #expect(drawn.prefix(5).allSatisfy { $0[1] == 0 })
      let line = await kernel.test("predict p1 height=0..4 5 width=1 depth=2 | csv")
      #expect(try rows(line).count == 5)
    }
  }

  @Test("inputs that cannot be a grid and maps that cannot be drawn are refused")
  func refusals() async throws {
    let kernel = await Self.moons()
    _ = await kernel.test("r1 = predict p1 on=d1")
    try await kernel.expectRefusals([
      ("predict p1 x1=-1..1 5 x3=0", "x3", "no option 'x3'"),
      ("predict p1 onn=d1", "onn", "no option 'onn'"),
      ("predict p1 x1=-1..1 5", "predict p1 x1=-1..1 5", "x2= is not given"),
      ("predict p1 on=d1 x1=0 x2=0", "d1", "both give inputs"),
      (
        "predict p1 x1=0..1 2000 x2=0..1 2000", "predict p1 x1=0..1 2000 x2=0..1 2000",
        "more than 1000000 combinations"
      ),
      ("plot r1 heatmap", "plot r1 heatmap", "a grid of two inputs"),
      ("plot r1 z=entropy", "plot r1 z=entropy", "a grid of two inputs"),
    ])
    let unsplit = await kernel.test("predict p1 x1=0..1 3 x2=0..1 3 | plot z=epistemic")
    #expect(unsplit.problem?.message.contains("uncertainty split") == true)
    let unknown = await kernel.test("predict p1 x1=0..1 3 x2=0..1 3 | plot z=entrpy")
    #expect(unknown.problem?.suggestions.first?.word == "entropy")
    let other = await kernel.test(
      "d9 = load iris\npredict p1 x1=0..1 3 x2=0..1 3 | plot heatmap data=d9")
    #expect(other.problem?.message.contains("no input 'x1'") == true)
  }

  @Test("a grid over two settings draws its evidence and marks the best point")
  func settings() async throws {
    let kernel = await Self.moons()
    let run = await kernel.test("g1 = grid p1 prior=1e-2..1e2 log 5 temp=0.1..10 log 4")
    #expect(run.problem == nil)
    let found = try #require(await kernel.test("g1 | json").json.first)
    let points = try #require(found["points"] as? [[String: Any]])
    let drawn = try numbers(await kernel.test("g1 | plot heatmap z=evidence | csv"))
    #expect(drawn.count == 20 && points.count == 20)
    let expected = try points.map { point in
      try ["prior", "temp", "evidence"].map { try #require(point[$0] as? Double) }
    }
    for row in drawn { #expect(expected.contains { agree(row, $0) }) }
    #expect(Set(drawn.map { $0.prefix(2) }).count == 20)
    let best = try #require((found["best"] as? [String: Any])?["evidence"] as? Double)
    #expect(agree([best], [drawn.map { $0[2] }.max() ?? .nan]))
    let picture = await kernel.test("plot g1 heatmap").results
    #expect(picture.contains { $0.contains("◆ best ") })
    #expect(picture.joined().contains("prior precision λ (log)"))
    let turned = try numbers(await kernel.test("g1 | plot heatmap x=temp | csv"))
    #expect(Set(turned.map { [$0[1], $0[0], $0[2]] }) == Set(drawn))
    let one = await kernel.test("grid p1 prior=1e-2..1e2 log 5 | plot heatmap")
    #expect(one.problem?.message.contains("two settings") == true)
  }

  @Test("a confusion matrix counts the rows of the table", arguments: ["predict", "calibrate"])
  func confusion(verb: String) async throws {
    let kernel = await Kernel.withPosterior()
    let table = try rows(await kernel.test("predict p1 on=d1 | csv"))
    // The last two columns are the predicted and the true class.
    let pairs = table.map { [$0[$0.count - 1], $0[$0.count - 2]] }
    let drawn = try rows(await kernel.test("\(verb) p1 on=d1 | plot confusion | csv"))
    #expect(drawn.count == 9)
    #expect(drawn.compactMap { Int($0[2]) }.reduce(0, +) == 150)
    for row in drawn {
      let count = pairs.count { $0 == [row[0], row[1]] }
      #expect(Int(row[2]) == count)
      #expect(Double(row[3]) == Double(count) / Double(pairs.count { $0[0] == row[0] }))
    }
    let picture = await kernel.test("\(verb) p1 on=d1 | plot confusion")
    #expect(picture.results.first == "confusion of p1 on iris" || verb == "calibrate")
    #expect(picture.results.joined().contains("versicolor"))
  }

  @Test("without true classes there is no confusion matrix")
  func noConfusion() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    for command in ["predict p1 on=d1", "calibrate p1 on=d1"] {
      let run = await kernel.test("\(command) | plot confusion")
      #expect(run.problem?.message.contains("predicted classes") == true)
    }
  }

  @Test("a table goes into Markdown, printed or in a file")
  func markdown() async throws {
    try await withTemporaryFolder { folder in
      let kernel = Kernel(folder: folder)
      let run = await kernel.test("d1 = load iris\nd1 | markdown")
      #expect(run.problem == nil)
      #expect(run.results.first?.hasPrefix("| column ") == true)
      // Names stand at the left, numbers at the right.
      #expect(run.results.dropFirst().first?.contains(/^\| -+ \| -+ \| +-*-: \|/) == true)
      let widths = Set(run.results.map(\.count))
      #expect(widths.count == 1)
      let written = await kernel.test("d1 | markdown iris.md")
      #expect(written.receipts.contains { $0.contains("wrote iris.md") })
      let file = try String(contentsOfFile: folder + "/iris.md", encoding: .utf8)
      #expect(file == run.results.joined(separator: "\n") + "\n")
    }
  }
}
