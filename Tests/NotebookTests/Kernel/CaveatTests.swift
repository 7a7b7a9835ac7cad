import Notebook
import Testing

/// Figures that are less than they seem, and say so.
@Suite struct CaveatTests {
  private func kernel(_ more: String) async -> Kernel {
    let kernel = await Kernel.withPosterior(like: "regression")
    _ = await kernel.test(more)
    return kernel
  }

  @Test(
    "an evidence that leaves something out is named, alone, beside others and when it is tuned",
    arguments: ["gp(m=5)", "lowrank(rank=2)"])
  func partialEvidence(structure: String) async throws {
    let kernel = await kernel("g = fit m1 on=d1 structure=\(structure) noise=0.3")
    for line in ["evidence g", "compare g p1 on=d1", "tune g by=evidence"] {
      let warnings = await kernel.test(line).warnings.filter { $0.code == .partialEvidence }
      #expect(warnings.count == 1 && warnings.first?.message.contains("of g ") == true, "\(line)")
    }
    for line in ["evidence p1", "compare p1 on=d1", "tune p1 by=evidence"] {
      #expect(await !kernel.test(line).warnings.contains { $0.code == .partialEvidence })
    }
  }

  @Test("whole kernels and whole ranks have a whole evidence")
  func wholeEvidence() async {
    let kernel = await kernel(
      "g = fit m1 on=d1 structure=gp noise=0.3\nl = fit m1 on=d1 structure=lowrank(rank=25) noise=0.3"
    )
    #expect(await kernel.test("evidence g l").warnings.isEmpty)
  }

  @Test("the doctor takes no advice from the evidence of a part of the data")
  func partialAdvice() async throws {
    let kernel = await kernel("g = fit m1 on=d1 structure=gp(m=3) noise=0.3")
    let part = await kernel.test("doctor g on=d1")
    #expect(!part.results.contains { $0.contains("evidence") && $0.contains("prior") })
    let whole = await kernel.test("doctor p1 on=d1")
    #expect(whole.results.contains { $0.contains("evidence") })
  }

  @Test("one example has no standard error, one prior precision no interval")
  func noChance() async throws {
    let kernel = await kernel(
      """
      one = load synth sinusoid n=1 seed=1
      train m1 on=one epochs=3
      p = fit m1 on=one noise=0.3
      """)
    let single = await kernel.test("tune p by=mse on=one | json")
    #expect(single.json.first?["interval"] is [Double] == false)
    #expect(single.json.first?["flat"] as? Bool == true)
    #expect(single.receipts.first?.contains("standard error") == false)
    #expect(single.receipts.first?.contains("agrees") == false)
    let lone = await kernel.test("tune p1 by=nll on=d1 prior=1 | json")
    #expect(lone.json.first?["flat"] as? Bool == false)
    #expect(lone.json.first?["interval"] is [Double] == false)
  }

  @Test("the evidence is finite wherever it is", arguments: ["1e-310", "1e-300", "1e300"])
  func extremePriors(prior: String) async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test("evidence p1 prior=\(prior) | json")
    let value = try #require(run.json.first?["log_marginal_likelihood"] as? Double)
    #expect(value.isFinite)
  }
}
