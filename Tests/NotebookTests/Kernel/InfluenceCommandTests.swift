import Notebook
import TestSupport
import Testing

@Suite struct InfluenceCommandTests {
  @Test("examples are ranked by what the prediction would be without them")
  func regression() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let run = await kernel.test(
      """
      influence p1 on=d1 x=0.5 | json
      influence p1 on=d1 at=d1 row=[1,3] | json
      influence p1 on=d1 x=0.5 | csv
      influence p1 on=d1 x=0.5 | markdown
      influence p1 on=d1 x=0.5 top=3 | plot
      influence p1 on=d1 x=0.5 | plot inputs
      influence p1 on=d1 x=0.5 prior=30 | json
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let examples = try #require(run.json[0]["examples"] as? [[String: Any]])
    #expect(examples.count == 40 && run.json[0]["n"] as? Int == 40)
    let effects = examples.compactMap { $0["effect"] as? Double }
    #expect(effects.count == 40)
    #expect(zip(examples, effects).allSatisfy { ($0["changes"] as? [Double]) == [$1] })
    #expect(examples.allSatisfy { ($0["sd_growth"] as? Double ?? -1) >= -1e-12 })
    #expect((run.json[1]["figures"] as? [Any])?.count == 2)
    // Several figures are taken together by the root of their mean square.
    for example in try #require(run.json[1]["examples"] as? [[String: Any]]) {
      let changes = try #require(example["changes"] as? [Double])
      let mean = changes.reduce(0) { $0 + $1 * $1 } / Double(changes.count)
      #expect(disagreement(try #require(example["effect"] as? Double), mean.squareRoot()) < 1e-12)
    }
    let strongest = effects.indices.max { abs(effects[$0]) < abs(effects[$1]) } ?? 0
    let lines = run.results.drop { !$0.hasPrefix("row,") }
    #expect(lines.dropFirst().first?.hasPrefix("\(strongest + 1),") == true)
    #expect(
      run.results.contains {
        $0.hasPrefix("| row |") || $0.hasPrefix("|  row |") || $0.hasPrefix("| row")
      })
    // Under a strong prior no example matters much.
    let weak = try #require(run.json[2]["examples"] as? [[String: Any]])
    let weakest = weak.compactMap { ($0["effect"] as? Double).map(abs) }.max() ?? .infinity
    #expect(weakest < (effects.map(abs).max() ?? 0))
  }

  @Test("of a classification it is the change of the likeliest class's probability")
  func classification() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(
      """
      influence p1 on=d1 at=d1 row=51 | json
      influence p1 on=d1 at=d1 row=51 link=mf2 | json
      influence p1 on=d1 sepal_length=6 sepal_width=3 petal_length=4 petal_width=1 | json
      predict p1 on=d1 | json
      influence p1 on=d1 at=d1 row=51 | plot inputs x=petal_width
      explain influence
      explain leverage
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let figures = try run.json.prefix(3).map { json in
      try #require((json["figures"] as? [[String: Any]])?.first)
    }
    let probabilities = try #require(run.json[3]["probabilities"] as? [[Double]])
    let likeliest = try #require(probabilities[50].max())
    #expect(disagreement(try #require(figures[0]["value"] as? Double), likeliest) < 1e-12)
    #expect(figures[0]["value"] as? Double != figures[1]["value"] as? Double)
    #expect((figures[2]["figure"] as? String)?.hasPrefix("p(") == true)
    let leverages = try #require(run.json[0]["examples"] as? [[String: Any]])
      .compactMap { $0["leverage"] as? Double }
    let shown = await kernel.test("show p1 | json").json
    let effective = try #require(shown.first?["effective_parameters"] as? Double)
    #expect(disagreement(leverages.reduce(0, +), effective) < 1e-8)
  }

  @Test("other data, missing inputs and pictures that do not exist are refused with the place")
  func mistakes() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    _ = await kernel.test(
      """
      d2 = load synth sinusoid n=30 seed=3
      d3 = load synth sinusoid n=40 seed=4
      p2 = fit m1 on=d1 structure=gp(outputs=independent)
      p3 = fit m1 on=d1 structure=gp(m=10)
      """)
    try await kernel.expectRefusals([
      ("influence p1 on=d2 x=0", "d2", "40 examples of the fit"),
      ("influence p1 on=d1 at=d2 row=31", "31", "30 rows"),
      ("influence p1 on=d1 row=1 x=0", "1", "at="),
      ("influence p3 on=d1 x=0", "d1", "part of the data"),
    ])
    let without = await kernel.test("influence p1 on=d1")
    #expect(without.problem?.code == .missingArgument)
    let independent = await kernel.test("influence p2 on=d1 x=0")
    #expect(independent.problem?.message.contains("Gaussian process each") == true)
    let picture = await kernel.test("influence p1 on=d1 x=0 | plot nonsense")
    #expect(picture.problem?.code == .unknownChoice)
    let other = await kernel.test("influence p1 on=d3 x=0")
    #expect(other.problem == nil && other.warnings.first?.code == .dataReuse)
  }
}
