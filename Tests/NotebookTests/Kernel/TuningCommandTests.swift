import Foundation
import Notebook
import Parallelism
import TestSupport
import Testing

/// Priors of every shape, tuning, grids of scores, and posteriors that see more data, as commands.
@Suite struct TuningCommandTests {
  @Test("tune by evidence gives a new posterior whose evidence is the one it tells")
  func byEvidence() async throws {
    for (like, shapes) in [
      ("classification", ["scalar", "tensors", "layers", "kinds"]), ("regression", ["scalar"]),
    ] {
      let kernel = await Kernel.withPosterior(like: like)
      let before = await kernel.test("show p1 | json").results
      for shape in shapes {
        let run = await kernel.test("q = tune p1 by=evidence shape=\(shape) | json")
        #expect(run.problem == nil)
        let found = try #require(run.json.first)
        for key in [
          "log_marginal_likelihood", "log_likelihood", "scatter", "log_det_ratio",
          "prior_precision", "noise", "temperature", "steps", "converged",
          "effective_parameters_by_prior",
        ] {
          #expect(found[key] != nil, "\(key)")
        }
        #expect(found["converged"] as? Bool == true)
        let own = try #require(await kernel.test("evidence q | json").json.first)
        let value = try #require(own["log_marginal_likelihood"] as? Double)
        #expect(found["log_marginal_likelihood"] as? Double == value)
        let start = try #require(await kernel.test("evidence p1 | json").json.first)
        #expect(value >= (try #require(start["log_marginal_likelihood"] as? Double)))
        let slopes = try #require(await kernel.test("evidence q +grad | json").json.first)
        let slope = try #require(slopes["d_prior_precision"] as? [Double])
        let prior = try #require(slopes["prior_precision"] as? [Double])
        #expect(zip(slope, prior).allSatisfy { abs($0 * $1) < 1e-3 })
      }
      #expect(await kernel.test("show p1 | json").results == before)
    }
  }

  @Test("a grid of scores gives at each point what a prediction there is scored")
  func gridOfScores() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(
      "grid p1 prior=[0.1,1,10] metric=[nll,ece,accuracy,evidence,effective] on=d1 link=mf2 | json")
    #expect(run.problem == nil)
    let points = try #require(run.json.first?["points"] as? [[String: Any]])
    #expect(points.count == 3)
    for (point, prior) in zip(points, ["0.1", "1", "10"]) {
      let scored = await kernel.test(
        "predict p1 on=d1 prior=\(prior) link=mf2 | calibrate bins=15 | json")
      let scores = try #require(scored.json.first)
      for key in ["nll", "ece", "accuracy"] {
        let (one, two) = (point[key] as? Double, scores[key] as? Double)
        #expect(disagreement(try #require(one), try #require(two)) < 1e-9, "\(key) at \(prior)")
      }
      let evidence = try #require(
        await kernel.test("evidence p1 prior=\(prior) | json").json.first)
      #expect(
        point["evidence"] as? Double == evidence["log_marginal_likelihood"] as? Double)
    }
    let tuned = try #require(
      await kernel.test("tune p1 by=nll on=d1 prior=[0.1,1,10] link=mf2 | json").json.first)
    let best = points.compactMap { $0["nll"] as? Double }.min()
    #expect(try #require(tuned["score"] as? Double) <= (try #require(best)) + 1e-12)
    for key in ["points", "interval", "edge", "flat", "evidence_prior", "metric"] {
      #expect(tuned[key] != nil)
    }
  }

  @Test("a grid that was stopped keeps its points, and resume gives the rest")
  func resume() async throws {
    let kernel = await Kernel.withPosterior()
    let whole = await kernel.test("grid p1 prior=1e-3..1e3 log 7 metric=[nll] on=d1 | json")
    let cancellation = Cancellation()
    let part = await kernel.run(
      "g1 = grid p1 prior=1e-3..1e3 log 7 metric=[nll] on=d1", cancellation: cancellation,
      progress: Progress { if $0.total == 7, $0.done == 3 { cancellation.cancel() } })
    #expect(part.status == .partial)
    let points = await kernel.test("show g1 | json").json.first?["points"] as? [Any]
    #expect(points?.count == 3)
    let resumed = await kernel.test("resume g1 | json")
    #expect(resumed.results == whole.results)
    #expect(await kernel.test("resume g1").problem?.message.contains("all of its points") == true)
  }

  @Test("leaving one out asks for the data of the fit, and says when it gets other data")
  func leaveOneOut() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let run = await kernel.test("q = tune p1 by=loo on=d1 | json")
    #expect(run.problem == nil && run.warnings.allSatisfy { $0.code != .dataReuse })
    #expect(run.json.first?["metric"] as? String == "loo")
    let same = await kernel.test("tune p1 by=nll on=d1")
    #expect(same.warnings.contains { $0.code == .dataReuse })
  }

  @Test("priors of every shape and a model's weights as their mean are kept and restored")
  func priorsAreKept() async throws {
    try await withTemporaryFolder { folder in
      let kernel = await Kernel.withPosterior(folder: folder)
      _ = await kernel.test("m0 = model mlp [4,5,3] seed=9")
      for (structure, prior) in [
        ("kron", "[1,2,0.5,0.1]"), ("full", "0.3"),
        ("diag", "[" + (1...43).map { "\(Double($0) / 10)" }.joined(separator: ",") + "]"),
      ] {
        let run = await kernel.test(
          """
          p = fit m1 on=d1 structure=\(structure) prior=\(prior) mean=m0
          keep p kept.safetensors
          q = restore kept.safetensors
          """)
        #expect(run.problem == nil)
        for question in ["evidence", "predict"] {
          let rest = question == "predict" ? " on=d1" : " +grad"
          let one = await kernel.test("\(question) p\(rest) | json").results
          #expect(await kernel.test("\(question) q\(rest) | json").results == one)
        }
        let other = await kernel.test("evidence p mean=0 | json").results
        #expect(await kernel.test("evidence p | json").results != other)
      }
    }
  }

  @Test("a posterior with more data is that of a fit to both, for every structure")
  func update() async throws {
    let kernel = Kernel()
    let made = await kernel.test(
      """
      set scalar=double
      d0 = load iris
      d1, d2 = split d0 frac=[60%,40%] seed=1 standardize=none
      m1 = model mlp [4,5,3] seed=1
      train m1 on=d1 epochs=60
      """)
    #expect(made.problem == nil)
    for structure in ["full", "block", "kron", "ekfac", "diag", "lowrank(rank=6)", "gp"] {
      let run = await kernel.test(
        """
        p = fit m1 on=d1 structure=\(structure)
        q = update p on=d2
        b = fit m1 on=d0 structure=\(structure)
        """)
      #expect(run.problem == nil, "\(structure)")
      let values = try await ["q", "b"].asyncMap { name in
        try #require(
          await kernel.test("evidence \(name) | json").json.first?["log_marginal_likelihood"]
            as? Double)
      }
      #expect(disagreement(values[0], values[1]) < 1e-8, "\(structure)")
    }
    let twice = await kernel.test("update b on=d0")
    #expect(twice.warnings.contains { $0.code == .dataReuse })
  }

  @Test("training by evidence gives model and posterior; a posterior is a prior of training")
  func training() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let run = await kernel.test(
      """
      m2, p2 = train m1 on=d1 by=evidence epochs=60 structure=full shape=layers burnin=20 every=10
      evidence p2 | json
      plot m2 evidence
      m3 = train m2 on=d1 prior=p2 epochs=5
      """)
    #expect(run.problem == nil)
    let prior = try #require(run.json.first?["prior_precision"] as? [Double])
    #expect(prior.count == 2 && prior.allSatisfy { $0 > 0 })
    #expect(run.receipts.joined().contains("by=evidence"))
    #expect(run.receipts.joined().contains("prior=p2"))
  }

  @Test(
    "what has no meaning is refused at its argument, and the session stays as it was",
    arguments: [
      ("evidence p1 prior=[1,2]", "1 or 4 or 43"), ("evidence p1 prior=-1", "above 0"),
      (
        "fit m1 on=d1 structure=kron prior=[\((0..<43).map { _ in "1" }.joined(separator: ","))]",
        "one per parameter tensor"
      ),
      ("evidence p1 mean=[1,2]", "1 or 43 numbers"), ("evidence p1 mean=m9", "no object"),
      ("tune p1 by=mse on=d1", "has no mse"), ("tune p1 by=luck", "evidence"),
      ("grid p1 metric=[rmse] on=d1", "has no rmse"),
      ("train m1 on=d1 by=evidence epochs=5 burnin=5", "burn-in"),
      ("train m1 on=d1 by=evidence structure=kron shape=parameters epochs=5", "per parameter"),
      ("m2 = model mlp [4,6,3]\ntrain m2 on=d1 prior=p1", "other parameters"),
      ("m2 = model mlp [4,6,3]\nupdate p1 on=d1 model=m2", "other parameters"),
      ("load iris permute=-1", "whole number"),
    ])
  func refusals(command: String, words: String) async {
    let kernel = await Kernel.withPosterior()
    let before = await kernel.test("show").results
    let run = await kernel.test(command)
    let text = "\(run.problem?.message ?? "") \(run.problem?.suggestions.map(\.word) ?? [])"
    #expect(text.contains(words), "\(command): \(text)")
    if !command.contains("\n") { #expect(await kernel.test("show").results == before) }
  }
}

extension Array {
  /// The results of an asynchronous function of each element, one after the other.
  fileprivate func asyncMap<Result>(
    _ transform: (Element) async throws -> Result
  ) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
