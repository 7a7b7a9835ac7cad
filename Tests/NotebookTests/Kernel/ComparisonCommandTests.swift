import Notebook
import TestSupport
import Testing

@Suite struct ComparisonCommandTests {
  private static let sources = ["p1", "p2", "map(m1)"]

  @Test("several reliabilities are curves of one picture, through the bins of each")
  func reliability() async throws {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("p2 = fit m1 on=d1 structure=diag")
    let line = "calibrate [p1,p2] map(m1) on=d1 bins=8"
    let curves = await kernel.test("\(line) | plot | csv")
    #expect(curves.problem == nil && curves.results.first == "series,x,y")
    for name in Self.sources {
      let bins = try #require(
        await kernel.test("calibrate \(name) on=d1 bins=8 | json").json.first?["bins"]
          as? [[String: Any]])
      let expected = bins.filter { $0["n"] as? Int ?? 0 > 0 }
        .compactMap { bin in
          (bin["confidence"] as? Double).flatMap { x in
            (bin["accuracy"] as? Double).map { [x, $0] }
          }
        }
      let found = curves.results.filter { $0.hasPrefix("\(name) ECE ") }
        .map { $0.split(separator: ",").suffix(2).compactMap { Double($0) } }
      #expect(
        !expected.isEmpty && disagreement(found.flatMap(\.self), expected.flatMap(\.self)) < 1e-12)
    }
    let shown = await kernel.test(line)
    for name in Self.sources + ["calibrated"] {
      #expect(shown.results.contains { $0.contains(name) }, "\(name)")
    }
    #expect(shown.results.contains { $0.contains("confidence") })
    let alone = await kernel.test("\(line) | plot p2")
    #expect(alone.results.contains { $0.contains("reliability of p2 on d1") })
    let wrong = await kernel.test("\(line) | plot p3")
    #expect(wrong.problem?.code == .unknownChoice)
  }

  @Test("the best of each score is named, in words", arguments: ["classification", "regression"])
  func best(like: String) async throws {
    let kernel = await Kernel.withPosterior(like: like)
    _ = await kernel.test(
      "p2 = fit m1 on=d1 structure=diag prior=20 noise=\(like == "regression" ? 2 : 1)")
    let run = await kernel.test("calibrate p1 p2 map(m1) on=d1 | csv")
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let rows = run.results.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows[0].last == "best in" && rows.dropFirst().map(\.first) == Self.sources)
    for (column, title) in rows[0].enumerated().dropFirst().dropLast() {
      let costs = rows.dropFirst().map { row in
        let value = Double(row[column]) ?? .nan
        return switch title {
        case "acc": -value
        case "68%": abs(value - 0.68)
        case "95%": abs(value - 0.95)
        default: value
        }
      }
      for (row, cost) in zip(rows.dropFirst(), costs) {
        // The table rounds: what is named best there is hardly worse, and what is clearly best is named.
        let isNamed = row.last?.contains(title) == true
        if isNamed { #expect(costs.allSatisfy { $0 >= cost - 1e-3 }, "\(title)") }
        if costs.count(where: { $0 <= cost + 1e-3 }) == 1 {
          #expect(isNamed, "\(title) of \(row[0])")
        }
      }
    }
    // A row alone has nothing to be compared with, and compare shows the posteriors' own figures.
    for line in ["calibrate p1 on=d1 | csv", "compare p1 p2 on=d1 | csv"] {
      #expect(await kernel.test(line).results.first?.contains("best in") == false)
    }
  }

  @Test("several regressions are coverage curves of one picture")
  func coverage() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let line = "calibrate p1 map(m1) on=d1 | plot"
    let (plain, named) = (
      await kernel.test("\(line) | csv"), await kernel.test("\(line) coverage | csv")
    )
    #expect(plain.problem == nil && plain.results == named.results)
    #expect(plain.results.count { $0.hasPrefix("p1,") || $0.hasPrefix("\"p1,") } == 19)
    try await withTemporaryFolder { folder in
      let run = await kernel.test("calibrate p1 map(m1) on=d1 | svg \(folder)/a.svg")
      #expect(run.problem == nil, "\(String(describing: run.problem))")
    }
  }
}
