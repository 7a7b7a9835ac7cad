import Foundation
import Notebook
import Parallelism
import Testing

/// Commands that are stopped in the middle: what they had finished is kept, and said to be a part.
@Suite struct StoppedCommandTests {
  /// Runs a cell that is stopped at its report of a number, and gives what it says.
  private static func stopped(
    _ source: String, on kernel: Kernel, when isTime: @escaping @Sendable (Int) -> Bool
  ) async -> KernelRun {
    let cancellation = Cancellation()
    let progress = Parallelism.Progress { if isTime($0.done) { cancellation.cancel() } }
    return KernelRun(await kernel.run(source, cancellation: cancellation, progress: progress))
  }

  @Test("a stopped search for a prior keeps the best of the values it has scored")
  func tuningByScore() async throws {
    let kernel = await Kernel.withPosterior()
    for (count, by) in [(1, "nll on=d1"), (5, "loo"), (12, "brier on=d1")] {
      let run = await Self.stopped(
        "p5 = tune p1 by=\(by) prior=1e-3..1e3 log 13", on: kernel, when: { $0 == count })
      #expect(run.status == .partial)
      let warning = run.warnings.first { $0.code == .partialResult }
      #expect(warning?.message.hasPrefix("stopped after \(count) prior precisions;") == true)
      #expect(!run.warnings.contains { $0.code == .bestAtEdge })
      // The kept prior is the best of those the grid gives for the same first values.
      let kept = try #require(await kernel.test("show p5 | json").json.first)
      let whole = try #require(
        await kernel.test("tune p1 by=\(by) prior=1e-3..1e3 log 13 | json").json.first)
      let points = try #require(whole["points"] as? [[String: Any]]).prefix(count)
      let word = by.split(separator: " ").first.map(String.init) ?? by
      let best = points.min {
        ($0[word] as? Double ?? .infinity) < ($1[word] as? Double ?? .infinity)
      }
      #expect((kept["prior_precision"] as? [Double])?.first == best?["prior"] as? Double)
    }
  }

  @Test("a stopped ascent of the evidence keeps the settings it has reached")
  func tuningByEvidence() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await Self.stopped(
      "p5 = tune p1 by=evidence shape=layers", on: kernel, when: { $0 >= 2 })
    #expect(run.status == .partial)
    #expect(run.warnings.first?.message.contains("the settings so far are kept") == true)
    #expect(await kernel.test("show p5").problem == nil)
    let whole = await kernel.test("tune p1 by=evidence shape=layers")
    #expect(whole.status == .ok && whole.warnings.isEmpty)
  }

  @Test("a stopped prediction keeps that of the first inputs")
  func prediction() async throws {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("d9 = load iris\np9 = fit m1 on=d1 batch=40")
    let run = await Self.stopped("r5 = predict p9 on=d9", on: kernel, when: { $0 == 80 })
    #expect(run.status == .partial)
    #expect(run.warnings.first?.message == "stopped after 80 of 150 inputs, which are kept.")
    #expect(run.receipts.first?.contains("at 80 inputs") == true)
    let part = try #require(await kernel.test("r5 | json").json.first)
    let whole = try #require(await kernel.test("predict p9 on=d9 | json").json.first)
    let rows = try #require(part["probabilities"] as? [[Double]])
    let all = try #require(whole["probabilities"] as? [[Double]])
    #expect(rows.count == 80 && rows == Array(all.prefix(80)))
    // Covariances between inputs are those of all inputs or none.
    for count in [80, 150] {
      let joint = await Self.stopped(
        "r6 = predict p9 on=d9 +joint samples=2", on: kernel, when: { $0 == count })
      #expect(joint.status == .partial)
      #expect(
        joint.warnings.first?.message
          == "stopped after \(count) of 150 inputs, which are kept without covariances between them."
      )
      let kept = try #require(await kernel.test("r6 | json").json.first)
      #expect(kept["joint_covariance"] == nil && kept["samples"] == nil)
      #expect(kept["probabilities"] as? [[Double]] == Array(all.prefix(count)))
    }
  }

  @Test("a stopped prediction by drawn weights keeps that of the first inputs, at all draws")
  func sampledPrediction() async throws {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("d9 = load iris\np9 = fit m1 on=d1 batch=40")
    let line = "predict p9 on=d9 type=nn samples=20 seed=3"
    let run = await Self.stopped("r5 = \(line)", on: kernel, when: { $0 == 80 })
    #expect(run.status == .partial)
    #expect(run.warnings.first?.message == "stopped after 80 of 150 inputs, which are kept.")
    let part = try #require(await kernel.test("r5 | json").json.first)
    let whole = try #require(await kernel.test("\(line) | json").json.first)
    for key in ["probabilities", "variance", "standard_errors"] {
      let (rows, all) = (part[key] as? [[Double]], whole[key] as? [[Double]])
      #expect(rows?.count == 80 && rows == all.map { Array($0.prefix(80)) })
    }
  }
}
