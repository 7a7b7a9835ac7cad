import Foundation
import Notebook
import Parallelism
import Testing

@Suite struct DoctorCommandTests {
  /// Data `d1` and `d2`, a well trained regression `m1` and a posterior `p1`.
  private static let regression = """
    set scalar=double
    d1 = load synth sinusoid n=100 noise=0.2 seed=1
    d2 = load synth sinusoid n=100 noise=0.2 seed=2
    m1 = model mlp [1,8,1] act=tanh like=regression seed=1
    train m1 on=d1 epochs=12000 lr=2e-2 schedule=cosine prior=0.3 noise=0.2
    p1 = fit m1 on=d1 structure=full prior=0.3 noise=0.2
    """

  private func findings(_ run: KernelRun) -> [String: [String: Any]] {
    let list = run.json.first?["findings"] as? [[String: Any]] ?? []
    return Dictionary(
      list.compactMap { finding in (finding["name"] as? String).map { ($0, finding) } },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("a posterior in order has a tick at every check, on data kept back and on its own")
  func clean() async throws {
    let kernel = Kernel()
    let session = await kernel.test(Self.regression)
    #expect(session.problem == nil && session.warnings.isEmpty)
    let run = await kernel.test("doctor p1 on=d2 | json")
    #expect(run.json.first?["verdict"] as? String == "ok", "\(run.results)")
    let found = findings(run)
    #expect(
      Set(found.keys) == [
        "weights", "maximum", "units", "inputs", "targets", "noise", "prior", "fisher", "evidence",
        "evaluation", "duplicates", "skill",
      ])
    for finding in found.values {
      #expect(
        Set(finding.keys) == ["name", "severity", "figures", "text", "remedies"])
    }
    let shown = await kernel.test("doctor p1 on=d2")
    #expect(shown.receipts.joined().contains("nothing is wrong"))
    #expect(shown.results.count == 13 && shown.results.dropFirst().allSatisfy { $0.hasPrefix("✓") })
    // On its own data the gradient and the curvature are the same.
    let own = await kernel.test("doctor p1 on=d1 | json")
    #expect(own.json.first?["verdict"] as? String == "note")
    #expect(findings(own)["evaluation"]?["severity"] as? String == "note")
    let distances = [found, findings(own)].map {
      ($0["maximum"]?["figures"] as? [String: Any])?["distance"] as? Double
    }
    #expect(distances[0] != nil && distances[0] == distances[1])
  }

  @Test("the evidence and the noise that doctor tells are those of evidence and tune")
  func figures() async throws {
    let kernel = Kernel()
    _ = await kernel.test(Self.regression)
    let figures =
      findings(await kernel.test("doctor p1 on=d2 | json"))["evidence"]?["figures"]
      as? [String: Double] ?? [:]
    let evidence = await kernel.test("evidence p1 | json").json.first
    #expect(figures["evidence"] == evidence?["log_marginal_likelihood"] as? Double)
    let tuned = await kernel.test("tune p1 +fixed_noise | json").json.first
    let best = try #require(tuned?["log_marginal_likelihood"] as? Double)
    #expect(abs((figures["best_evidence"] ?? 0) - best) < 1e-9 * abs(best))
  }

  @Test("a model alone, the last posterior, a piped one; anything else is refused")
  func subjects() async throws {
    let kernel = await Kernel.withPosterior()
    for line in ["doctor m1 on=d1 | json", "doctor on=d1 | json", "p1 | doctor on=d1 | json"] {
      let run = await kernel.test(line)
      #expect(run.problem == nil, "\(line)")
      #expect(run.json.first?["name"] as? String == (line.contains("m1") ? "m1" : "p1"))
    }
    #expect(findings(await kernel.test("doctor m1 on=d1 | json"))["evidence"] == nil)
    try await kernel.expectRefusals([
      ("doctor d1 on=d1", "d1", "a model or a posterior is needed"),
      ("doctor p1 on=m1", "m1", "'m1' is a model"),
    ])
    #expect(await kernel.test("doctor p1 on=d1 | plot").problem?.code == .notApplicable)
  }

  @Test("an untrained network, and a grid with its best at the edge, are told")
  func faults() async throws {
    let kernel = Kernel()
    _ = await kernel.test(
      Self.regression
        + "\nm2 = model mlp [1,8,1] like=regression seed=2\ng1 = grid p1 prior=1e-4..1e-3 log 3")
    let untrained = findings(await kernel.test("doctor m2 on=d1 | json"))
    #expect(untrained["maximum"]?["severity"] as? String == "warning")
    let run = await kernel.test("doctor p1 on=d2 | json")
    #expect(findings(run)["grid"]?["severity"] as? String == "warning")
    let shown = await kernel.test("doctor p1 on=d2").results
    #expect(shown.contains { $0.hasPrefix("! grid: ") } && shown.contains { $0.hasPrefix("  → ") })
  }

  @Test("without the data of the fit only what needs none is examined")
  func dataGone() async throws {
    let kernel = Kernel()
    _ = await kernel.test(Self.regression + "\nd1 = load synth sinusoid n=50 seed=9")
    let run = await kernel.test("doctor p1 on=d2 | json")
    #expect(run.receipts.joined().contains("does not hold the data of the fit"))
    let found = findings(run)
    #expect(found["maximum"] == nil && found["fisher"] == nil && found["noise"] != nil)
  }

  @Test("a fit tells of a noise and of a prior that nobody chose, once, and of no prior asked for")
  func verdictOfFit() async throws {
    let kernel = Kernel()
    _ = await kernel.test(Self.regression)
    let forgotten = await kernel.test("fit m1 on=d1 structure=[full,diag]").warnings
    #expect(forgotten.map(\.code) == [.doubtfulFit, .doubtfulFit])
    #expect(forgotten.first?.message.contains("too large") == true)
    #expect(forgotten.last?.message.contains("prior precision 1") == true)
    #expect(await kernel.test("fit m1 on=d1 prior=30 noise=0.2").warnings.isEmpty)
    // A few steps from the start are far from any maximum.
    let run = await kernel.test(
      """
      m3 = model mlp [1,8,1] like=regression seed=3
      train m3 on=d1 epochs=2 lr=1e-4 prior=0.3 noise=0.2
      fit m3 on=d1 prior=0.3 noise=0.2
      """)
    #expect(
      run.warnings.contains { $0.code == .doubtfulFit && $0.message.contains("Training ended") })
  }

  @Test("weights learned with a posterior as their prior are not held to one precision")
  func posteriorAsPrior() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      set scalar=double
      d1 = load iris
      m1 = model mlp [4,5,3] seed=1
      train m1 on=d1 epochs=60
      p1 = fit m1 on=d1 structure=kron
      m2 = train m1 on=d1 epochs=5 prior=p1
      doctor m2 on=d1 | json
      """)
    #expect(run.problem == nil)
    let last = run.json.last { $0["findings"] != nil }
    let names = (last?["findings"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(names?.contains("weights") == true && names?.contains("maximum") == false)
  }

  @Test("a stop leaves nothing behind")
  func cancelled() async throws {
    let kernel = await Kernel.withPosterior()
    let cancellation = Cancellation()
    cancellation.cancel()
    let run = await kernel.test("doctor p1 on=d1", cancellation: cancellation)
    #expect(run.problem?.code == .cancelled)
  }
}
