import Foundation
import Notebook
import Parallelism
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  /// A session with a linear regression `p1` on `d1`, trained to its maximum.
  private func linearSession() async -> Kernel {
    let kernel = Kernel()
    _ = await kernel.test(
      """
      set scalar=double
      d1 = load synth sinusoid n=30 seed=2
      m1 = model mlp [1,1] like=regression seed=1
      train m1 on=d1 epochs=3000 lr=0.02 prior=0.5 noise=0.5
      p1 = fit m1 on=d1 structure=full prior=0.5 noise=0.5
      d2 = load synth sinusoid n=10 seed=3
      """)
    return kernel
  }

  @Test("of a linear regression exact, Laplace and drawn figures agree")
  func linearRegression() async throws {
    let kernel = await linearSession()
    let run = await kernel.test("check p1 test=d2 draws=400 chains=2 seed=3 +evidence | json")
    #expect(run.problem == nil && run.warnings.isEmpty)
    let json = try #require(run.json.first)
    #expect(
      Set(json.keys) == [
        "posterior", "chains", "draws", "r_hat", "ess_bulk", "ess_tail", "divergences", "gradients",
        "step_sizes", "acceptances", "partial", "weights", "predictions", "evidence",
      ])
    #expect(json["draws"] as? Int == 400 && json["divergences"] as? Int == 0)
    let weights = try #require(json["weights"] as? [[String: Any]])
    #expect(weights.map { $0["name"] as? String } == ["0.weight[0,0]", "0.bias[0]"])
    for weight in weights {
      let number = { (key: String) in weight[key] as? Double ?? .nan }
      #expect(abs(number("laplace_mean") - number("exact_mean")) < 1e-5)
      #expect(disagreement(number("laplace_sd"), number("exact_sd")) < 1e-8)
      #expect(
        abs(number("nuts_mean") - number("exact_mean")) < 4.5 * number("nuts_mean_error"))
      #expect(abs(number("nuts_sd") - number("exact_sd")) < 4.5 * number("nuts_sd_error"))
    }
    let evidence = try #require(json["evidence"] as? [String: Any])
    let laplace = try #require(evidence["laplace"] as? Double)
    let exact = try #require(evidence["exact"] as? Double)
    let integrated = try #require(evidence["integrated"] as? Double)
    let error = try #require(evidence["error"] as? Double)
    #expect(abs(laplace - exact) < 1e-4 && abs(integrated - exact) < 4.5 * error)
    #expect((evidence["powers"] as? [[String: Any]])?.count == 33)
    let predictions = try #require(json["predictions"] as? [[String: Any]])
    #expect(predictions.map { $0["on"] as? String } == ["d1", "d2"])
    let figures = try #require(predictions[1]["figures"] as? [[String: Any]])
    #expect(figures.map { $0["figure"] as? String } == ["mean", "sd"])
    #expect((figures[0]["nuts"] as? [Double])?.count == 10)
  }

  @Test("the receipt, the tables and the pictures tell what was compared")
  func views() async throws {
    let kernel = await linearSession()
    let kept = await kernel.test("c1 = check p1 draws=100 warmup=100 chains=2 +evidence")
    let receipt = try #require(kept.receipts.last)
    for part in [
      "check p1 on=d1", "2 chains of 100 draws", "mass matrix hH + P₀", "R-hat", "ESS",
      "0 divergent", "exactly Gaussian",
    ] { #expect(receipt.contains(part), "\(part)") }
    let shown = await kernel.test("c1").results
    for part in ["0.weight", "largest difference", "nuts nll", "integrated", "exact"] {
      #expect(shown.joined(separator: "\n").contains(part), "\(part)")
    }
    #expect(shown.allSatisfy { $0.count <= 80 })
    let table = await kernel.test("c1 | table").results
    #expect(table.contains { $0.contains("0.bias[0]") })
    for picture in ["c1 | plot", "plot c1 \"0.bias[0]\"", "plot c1 evidence", "plot c1 bands"] {
      let run = await kernel.test(picture)
      #expect(run.problem == nil && run.results.count > 5, "\(picture)")
    }
    try await kernel.expectRefusals([
      ("plot c1 nonsense", "plot c1 nonsense", "no weight 'nonsense'")
    ])
    let again = await kernel.test("check p1 draws=100 warmup=100 chains=2 +evidence | json")
    let first = await kernel.test("c1 | json")
    #expect(again.results == first.results)
  }

  @Test("classes are compared by their probabilities")
  func classification() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      set scalar=double
      d1 = load synth two-moons n=40 seed=1
      m1 = model mlp [2,3,2] seed=1
      train m1 on=d1 epochs=800 prior=1
      p1 = fit m1 on=d1 structure=kron prior=1
      check p1 draws=60 warmup=100 link=mf2 | json
      """)
    let json = try #require(run.json.first)
    let predictions = try #require(json["predictions"] as? [[String: Any]])
    let figures = try #require(predictions[0]["figures"] as? [[String: Any]])
    #expect(figures.map { $0["figure"] as? String } == ["probability"])
    #expect((figures[0]["laplace"] as? [Double])?.count == 80)
    #expect((json["weights"] as? [[String: Any]])?.count == 17)
    #expect(predictions[0]["nuts_nll_error"] as? Double ?? 0 > 0)
    #expect((json["evidence"] as? [String: Any])?.keys.sorted() == ["laplace"])
  }

  @Test("+plan tells the cost, and what is too large or of other data is refused")
  func limits() async throws {
    let kernel = await linearSession()
    let plan = await kernel.test("check p1 draws=100 warmup=100 +plan").results
    #expect(plan.count == 2 && plan[0].contains("gradients"))
    let cells = plan[1].split(separator: " ")
    // Two weights; each of 800 draws takes a gradient or some.
    #expect(cells.first == "2")
    #expect(cells.dropFirst().first.flatMap { Int($0) }.map { (800...80_000).contains($0) } == true)
    try await kernel.expectRefusals([
      ("check p1 on=d2", "d2", "fitted to 30 examples"),
      ("check p1 draws=3", "3", "at least 8"),
      ("check p1 draws=100000000", "100000000", "MiB"),
    ])
  }

  @Test("a stop keeps the draws finished so far")
  func partial() async throws {
    let kernel = await linearSession()
    let stop = Cancellation()
    let counter = await kernel.test("check p1 draws=20 warmup=20", cancellation: stop)
    #expect(counter.status == .ok)
    stop.cancel()
    let none = await kernel.test("check p1 draws=20 warmup=20", cancellation: stop)
    #expect(none.problem?.code == .cancelled)
  }

  @Test(
    "the notions are explained",
    arguments: [
      "check", "hmc", "nuts", "rhat", "ess", "wasserstein", "divergences", "thermodynamic",
    ])
  func explanations(word: String) async {
    #expect(await Kernel().test("explain \(word)").problem == nil)
  }
}
