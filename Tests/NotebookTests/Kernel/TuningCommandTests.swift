import Foundation
import Notebook
import Parallelism
import TestSupport
import Testing

/// `tune`, `grid` and `resume`, and the priors they work on.
@Suite struct TuningCommandTests {
  private static let evidenceKeys: Set<String> = [
    "log_marginal_likelihood", "log_likelihood", "scatter", "log_det_ratio",
    "log_det_prior_precision", "log_det_posterior_precision", "prior_precision", "noise",
    "temperature",
  ]

  /// A list with a number for each of that many tensors or parameters.
  static func list(_ count: Int, from first: Double = 0.5, step: Double = 0.25) -> String {
    "[" + (0..<count).map { "\(first + step * Double($0 % 7))" }.joined(separator: ",") + "]"
  }

  /// A session with data for fitting and for scoring, and a posterior on the first.
  static func session(_ like: String = "classification", structure: String = "full") async -> Kernel
  {
    let kernel = Kernel(folder: ".")
    let isClassification = like == "classification"
    let run = await kernel.test(
      """
      set scalar=double
      d0 = load \(isClassification ? "iris" : "synth sinusoid n=60 seed=2")
      d1, d2 = split d0 frac=[60%,40%] seed=1
      m1 = model mlp [\(isClassification ? "4,5,3" : "1,6,1")] seed=1 like=\(like)
      train m1 on=d1 epochs=80 prior=0.1
      p1 = fit m1 on=d1 structure=\(structure) noise=\(isClassification ? "1" : "0.3")
      """)
    #expect(run.problem == nil)
    return kernel
  }

  @Test(
    "tuning by the evidence gives its figures, a posterior at them, and leaves the one asked",
    arguments: ["scalar", "tensors", "layers", "kinds", "parameters"],
    ["classification", "regression"])
  func byEvidence(shape: String, like: String) async throws {
    let kernel = await Self.session(like)
    let before = await kernel.test("show p1 | json").results
    let start = try #require(await kernel.test("evidence p1 | json").json.first)
    let run = await kernel.test("p2 = tune p1 by=evidence shape=\(shape) | json")
    #expect(run.problem == nil && run.warnings.isEmpty)
    let found = try #require(run.json.first)
    let own: Set = [
      "steps", "converged", "effective_parameters_by_prior", "log_prior_deviation",
      "log_noise_deviation",
    ]
    #expect(Set(found.keys) == Self.evidenceKeys.union(own))
    if let deviations = found["log_prior_deviation"] as? [Double] {
      #expect(deviations.count == (found["prior_precision"] as? [Double])?.count)
      #expect(deviations.allSatisfy { $0 > 0 })
      #expect((found["log_noise_deviation"] as? Double != nil) == (like == "regression"))
    } else {
      #expect(shape != "scalar")
    }
    #expect(found["converged"] as? Bool == true)
    let counts = ["scalar": 1, "tensors": 4, "layers": 2, "kinds": 2]
    let priors = try #require(found["prior_precision"] as? [Double])
    #expect(priors.count == counts[shape] ?? (like == "classification" ? 43 : 19))
    #expect(found.number("log_marginal_likelihood") > start.number("log_marginal_likelihood"))
    let there = try #require(await kernel.test("evidence p2 +grad | json").json.first)
    for key in Self.evidenceKeys {
      #expect("\(there[key] as Any)" == "\(found[key] as Any)", "\(key)")
    }
    // In the logarithms of the settings, the slope is the difference of γ and δ S.
    let slopes = try #require(there["d_prior_precision"] as? [Double])
    #expect(zip(slopes, priors).allSatisfy { abs($0 * $1) < 1e-3 })
    if like == "regression" { #expect(abs(there.number("d_noise")) < 1e-2) }
    #expect(await kernel.test("show p1 | json").results == before)
  }

  @Test("more prior precisions never lower the tuned evidence, and no grid point has a higher one")
  func nested() async throws {
    let kernel = await Self.session("regression")
    var evidences: [String: Double] = [:]
    for shape in ["scalar", "tensors", "layers", "kinds", "parameters"] {
      let run = await kernel.test("tune p1 shape=\(shape) +fixed_noise | json")
      let found = try #require(run.json.first)
      #expect(found.number("noise") == 0.3)
      evidences[shape] = found.number("log_marginal_likelihood")
    }
    for (fine, coarse) in [
      ("parameters", "tensors"), ("tensors", "layers"), ("tensors", "kinds"),
      ("layers", "scalar"), ("kinds", "scalar"),
    ] {
      let (fine, coarse) = try (#require(evidences[fine]), #require(evidences[coarse]))
      #expect(fine > coarse - 1e-6)
    }
    let grid = try #require(await kernel.test("grid p1 prior=1e-4..1e4 log 41 | json").json.first)
    let best = try #require(grid["best"] as? [String: Any])
    #expect(try best.number("evidence") <= #require(evidences["scalar"]) + 1e-9)
    let free = try #require(await kernel.test("tune p1 | json").json.first)
    #expect(free.number("log_marginal_likelihood") >= (evidences["scalar"] ?? .infinity))
  }

  @Test(
    "tuning on data is at least as good as every point of the grid, and as calibrate says",
    arguments: ["nll", "ece", "brier", "loo"])
  func byScore(metric: String) async throws {
    let kernel = await Self.session()
    let before = await kernel.test("show p1 | json").results
    let data = metric == "loo" ? "d1" : "d2"
    let run = await kernel.test("p2 = tune p1 by=\(metric) on=\(data) prior=1e-3..10 log 9 | json")
    #expect(run.problem == nil)
    let found = try #require(run.json.first)
    let own: Set = [
      "metric", "score", "points", "interval", "edge", "flat", "evidence_prior", "steps",
      "converged",
    ]
    #expect(Set(found.keys) == Self.evidenceKeys.union(own))
    let points = try #require(found["points"] as? [[String: Any]])
    #expect(points.count == 9 && found["steps"] as? Int == 9)
    #expect(points.allSatisfy { $0.number(metric) >= found.number("score") })
    #expect(await kernel.test("show p1 | json").results == before)
    let tuned = try #require(await kernel.test("evidence p2 | json").json.first)
    #expect(
      tuned.number("log_marginal_likelihood") == found.number("log_marginal_likelihood"))
    let scalar = try #require(await kernel.test("tune p1 | json").json.first)
    let prior = try #require((scalar["prior_precision"] as? [Double])?.first)
    #expect(disagreement(found.number("evidence_prior"), prior) < 1e-9)
    guard metric != "loo" else { return }
    let report = try #require(await kernel.test("calibrate p2 on=d2 | json").json.first)
    #expect(disagreement(report.number(metric), found.number("score")) < 1e-9)
    let grid = try #require(
      await kernel.test("grid p1 metric=\(metric) on=d2 prior=1e-3..10 log 9 | json").json.first)
    let scores = try #require(grid["points"] as? [[String: Any]]).map { $0.number(metric) }
    #expect(disagreement(scores, points.map { $0.number(metric) }) < 1e-9)
  }

  @Test("the squared error of a regression does not depend on the prior, and tune says so")
  func flat() async throws {
    let kernel = await Self.session("regression")
    let run = await kernel.test("tune p1 by=mse on=d2 prior=0.1..10 log 5 | json")
    #expect(run.json.first?["flat"] as? Bool == true)
    #expect(run.receipts.first?.contains("flat") == true)
    #expect(await kernel.test("tune p1 by=loo on=d1").problem == nil)
    let reused = await kernel.test("tune p1 by=nll on=d1")
    #expect(reused.warnings.contains { $0.code == .dataReuse })
  }

  @Test("a grid gives every metric of its likelihood, as calibrate scores a prediction there")
  func gridMetrics() async throws {
    for (like, metrics) in [
      ("classification", ["nll", "ece", "mce", "brier", "accuracy"]),
      ("regression", ["nll", "rmse"]),
    ] {
      let kernel = await Self.session(like)
      let extra = like == "regression" ? ["mse", "coverage"] : []
      let asked = (metrics + extra + ["variance", "evidence", "effective"]).joined(separator: ",")
      for link in like == "regression" ? [""] : ["", "link=mf2"] {
        let run = await kernel.test(
          "grid p1 metric=[\(asked)] on=d2 prior=[0.05,0.7,6] \(link) | json")
        #expect(run.problem == nil)
        let points = try #require(run.json.first?["points"] as? [[String: Any]])
        let keys = Set((metrics + extra) + ["variance", "evidence", "effective_parameters"])
        for point in points {
          #expect(Set(point.keys) == keys.union(["prior"]))
          let prior = point.number("prior")
          let report = try #require(
            await kernel.test(
              "r1 = predict p1 on=d2 prior=\(prior) \(link)\ncalibrate r1 | json"
            ).json.first)
          for metric in metrics {
            #expect(disagreement(report.number(metric), point.number(metric)) < 1e-9, "\(metric)")
          }
          let evidence = try #require(
            await kernel.test("evidence p1 prior=\(prior) | json").json.first)
          #expect(
            disagreement(
              evidence.number("log_marginal_likelihood"), point.number("evidence")) < 1e-10)
        }
      }
    }
  }

  @Test("a grid of figures of which neither more nor less is better is best by the evidence")
  func ranking() async throws {
    let kernel = await Self.session()
    for metric in ["variance", "effective", "[variance,effective]"] {
      let run = await kernel.test("grid p1 metric=\(metric) on=d2 prior=1e-3..1e3 log 13 | json")
      let grid = try #require(run.json.first)
      let points = try #require(grid["points"] as? [[String: Any]])
      let best = try #require(grid["best"] as? [String: Any])
      #expect(best.number("evidence") == points.map { $0.number("evidence") }.max())
    }
    let accuracy = await kernel.test("grid p1 metric=[variance,nll] on=d2 prior=1e-3..1e3 log 7")
    #expect(accuracy.receipts.first?.contains(" nll ") == true)
  }

  @Test("tune by evidence gives a new posterior whose evidence is the one it tells")
  func evidenceOfTuned() async throws {
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

  @Test("leaving one out asks for the data of the fit, and says when it gets other data")
  func leaveOneOut() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let run = await kernel.test("q = tune p1 by=loo on=d1 | json")
    #expect(run.problem == nil && run.warnings.allSatisfy { $0.code != .dataReuse })
    #expect(run.json.first?["metric"] as? String == "loo")
    let same = await kernel.test("tune p1 by=nll on=d1")
    #expect(same.warnings.contains { $0.code == .dataReuse })
  }

  @Test("a stopped grid keeps its points, and resume gives the grid it would have been")
  func resume() async throws {
    for command in [
      "grid p1 prior=1e-2..1e2 log 9", "grid p1 p2 prior=1e-2..1e2 log 5",
      "grid p1 metric=[nll,ece] on=d2 prior=1e-2..1e2 log 7 temp=[0.5,1]",
    ] {
      let kernel = await Self.session()
      _ = await kernel.test("p2 = fit m1 on=d1 structure=diag")
      let whole = await kernel.test("\(command) | json").results
      for stop in [1, 4] {
        let cancellation = Cancellation()
        let progress = Parallelism.Progress { if $0.done == stop { cancellation.cancel() } }
        let run = KernelRun(
          await kernel.run(
            "g9 = \(command)", cancellation: cancellation, progress: progress))
        #expect(run.status == .partial)
        #expect(run.warnings.first?.code == .partialResult)
        #expect(run.warnings.first?.remedies == ["resume gives the rest"])
        let partial = await kernel.test("g9 | json")
        #expect(partial.results != whole)
        #expect(await kernel.test("resume g9 | json").results == whole)
        #expect(await kernel.test("g9 | json").results == whole)
        let again = await kernel.test("resume g9")
        #expect(again.problem?.message == "'g9' has all of its points.")
      }
    }
  }

  @Test("prior precisions of every shape are taken, as numbers of equal size are one number")
  func priorShapes() async throws {
    for structure in ["full", "block", "diag", "lowrank(rank=8)", "kron", "ekfac"] {
      let kernel = await Self.session(structure: structure)
      let counts = ["kron", "ekfac"].contains(structure) ? [1, 4] : [1, 4, 43]
      let scalar = try #require(await kernel.test("evidence p1 prior=0.5 | json").json.first)
      for count in counts {
        let equal = Self.list(count, step: 0)
        let found = try #require(await kernel.test("evidence p1 prior=\(equal) | json").json.first)
        #expect((found["prior_precision"] as? [Double])?.count == count)
        for key in Self.evidenceKeys.subtracting(["prior_precision"]) {
          #expect(
            abs(found.number(key) - scalar.number(key)) < 1e-8 * (1 + abs(scalar.number(key))),
            "\(structure) \(count) \(key)")
        }
        let run = await kernel.test(
          """
          p2 = fit m1 on=d1 structure=\(structure) prior=\(Self.list(count))
          predict p2 on=d2 | json
          """)
        #expect(run.problem == nil)
        let other = await kernel.test("predict p1 on=d2 prior=\(Self.list(count)) | json")
        #expect(other.results == run.results)
      }
    }
  }

  @Test("prior precisions of named groups are those of a list, in every command that takes a prior")
  func priorGroups() async throws {
    let kernel = await Self.session()
    // Iris by 4-5-3: the tensors are 0.weight, 0.bias, 2.weight, 2.bias.
    for (groups, list) in [
      ("layers(0.5,2)", "[0.5,0.5,2,2]"), ("kinds(weights=2,biases=0.5)", "[2,0.5,2,0.5]"),
      ("kinds(2,0.5)", "[2,0.5,2,0.5]"), ("tensors(1,2,3,4)", "[1,2,3,4]"),
      ("tensors(2.bias=4,0.weight=1,0.bias=2,2.weight=3)", "[1,2,3,4]"),
    ] {
      for command in [
        "evidence p1 prior=%", "predict p1 on=d2 prior=%", "fit m1 on=d1 structure=kron prior=%",
        "at p1 prior=%",
      ] {
        let asked = await kernel.test(command.replacing("%", with: groups) + " | json")
        let same = await kernel.test(command.replacing("%", with: list) + " | json")
        #expect(asked.problem == nil && asked.results.count == same.results.count, "\(command)")
        let (found, wanted) = (try #require(asked.json.first), try #require(same.json.first))
        for key in ["log_marginal_likelihood", "effective_parameters"] where wanted[key] != nil {
          #expect(abs(found.number(key) - wanted.number(key)) < 1e-9, "\(command) \(groups)")
        }
        if command.hasPrefix("predict") { #expect(asked.results == same.results) }
      }
    }
    let run = await kernel.test("p5 = fit m1 on=d1 prior=layers(0.5,2)\nshow p5 | json")
    #expect(run.json.first?["prior_precision"] as? [Double] == [0.5, 2])
    let completer = Completer(catalogue: Commands.catalogue, session: await kernel.snapshot)
    for (line, words) in [
      ("fit prior=k", ["kinds", "kinds(weights=1,biases=0.1)"]),
      ("at p1 prior=kinds(", ["weights", "biases"]), ("at p1 prior=kinds(weights=1,", ["biases"]),
    ] {
      let completion = completer.completion(of: line, cursor: line.count)
      #expect(completion.candidates.map(\.text) == words, "\(line)")
    }
    // The last layer alone is one group of two tensors.
    #expect(await kernel.test("fit m1 on=d1 subset=last prior=layers(3)").problem == nil)
  }

  @Test("tuning by a calibration error says what is as good, the same each time")
  func calibrationInterval() async throws {
    let kernel = await Self.session()
    let command = "tune p1 by=ece on=d2 prior=1e-2..1e2 log 9 | json"
    let found = try #require(await kernel.test(command).json.first)
    let interval = try #require(found["interval"] as? [Double])
    let prior = try #require(found["prior_precision"] as? [Double])
    #expect(interval.count == 2 && interval[0] <= prior[0] && prior[0] <= interval[1])
    #expect(await kernel.test(command).json.first?["interval"] as? [Double] == interval)
    let run = await kernel.test("tune p1 by=ece on=d2 prior=1e-2..1e2 log 9")
    let words = run.receipts.joined(separator: " ")
    #expect(words.contains("within one standard error") && words.contains("agrees"))
  }

  @Test("the prior mean enters the evidence by the scatter alone")
  func priorMeans() async throws {
    let kernel = await Self.session()
    let plain = try #require(await kernel.test("evidence p1 | json").json.first)
    let zero = await kernel.test("evidence p1 mean=\(Self.list(43, from: 0, step: 0)) | json")
    #expect(zero.json.first?.number("scatter") == plain.number("scatter"))
    let own = try #require(await kernel.test("evidence p1 mean=m1 | json").json.first)
    #expect(own.number("scatter") == 0)
    #expect(
      disagreement(
        own.number("log_marginal_likelihood"),
        plain.number("log_marginal_likelihood") + 0.5 * plain.number("scatter")) < 1e-10)
    let fitted = await kernel.test("p2 = fit m1 on=d1 mean=0.25\nevidence p2 | json")
    let asked = await kernel.test("evidence p1 mean=0.25 | json")
    #expect(fitted.json.first?.number("scatter") == asked.json.first?.number("scatter"))
    #expect(fitted.receipts.first?.contains("μ₀ 0.25") == true)
    let one = await kernel.test("predict p1 on=d2 | json").results
    #expect(await kernel.test("predict p2 on=d2 | json").results == one)
    let last = await kernel.test("p3 = fit m1 on=d1 subset=last mean=m1\nevidence p3 | json")
    #expect(last.json.first?.number("scatter") == 0)
  }

  @Test(
    "tuned posteriors, and those of several prior precisions and means, are kept bit for bit",
    arguments: ["float", "double"])
  func keepAndRestore(scalar: String) async throws {
    try await withTemporaryFolder { folder in
      let kernel = Kernel(folder: folder)
      let start = await kernel.test(
        """
        set scalar=\(scalar)
        d1 = load iris
        m1 = model mlp [4,5,3] seed=1
        m2 = model mlp [4,5,3] seed=2
        train m1 on=d1 epochs=60 prior=0.1
        p1, p2, p3 = fit m1 on=d1 structure=[full,kron,gp(m=30,seed=1)]
        """)
      #expect(start.problem == nil)
      for command in [
        "tune p1", "tune p1 shape=tensors", "tune p1 shape=layers", "tune p1 shape=kinds",
        "tune p1 shape=parameters", "tune p2 shape=layers", "tune p3", "tune p1 by=loo on=d1",
        "fit m1 on=d1 prior=\(Self.list(4)) mean=m2 structure=kron",
        "fit m1 on=d1 prior=\(Self.list(43)) mean=\(Self.list(43, from: -0.7)) structure=diag",
        "fit m1 on=d1 mean=-0.3 subset=last", "update p1 on=d1",
        "fit m1 on=d1 prior=layers(0.5,2)", "at p2 prior=kinds(weights=1,biases=0.1)",
      ] {
        let run = await kernel.test(
          "k1 = \(command)\nkeep k1 kept.safetensors\nk2 = restore kept.safetensors")
        #expect(run.problem == nil, "\(command): \(run.problem as Any)")
        for question in [
          "evidence %", "evidence % +grad", "predict % on=d1", "grid % prior=[0.1,1]", "tune %",
        ] where !(question.hasPrefix("tune") && command.hasSuffix("parameters")) {
          let ask = { (name: String) in
            await kernel.test(question.replacing("%", with: name) + " | json").results
          }
          let one = await ask("k1")
          #expect(!one.isEmpty)
          #expect(await ask("k2") == one, "\(command): \(question)")
        }
      }
    }
  }

  /// A line with a mistake, the part of it that the problem points at, and what its message says.
  static let mistakes: [(line: String, place: String, says: String)] = [
    ("evidence p1 prior=[1,2]", "[1,2]", "1 or 4 or 43 numbers"),
    ("fit m1 on=d1 prior=[1,2,3]", "[1,2,3]", "not 3"),
    ("predict p1 on=d2 prior=[1,2]", "[1,2]", "not 2"),
    ("evidence p1 prior=[1,2,-3,4]", "-3", "above 0"),
    ("fit m1 on=d1 prior=layers(1,2,3)", "layers(1,2,3)", "takes 2 prior precisions here, for '0'"),
    ("evidence p1 prior=layers", "layers", "not 0"),
    ("evidence p1 prior=layers(1,-2)", "-2", "above 0"),
    ("at p1 prior=kinds(weights=1)", "kinds(weights=1)", "for 'biases' too"),
    ("at p1 prior=kinds(weight=1)", "weight", "has no option 'weight'"),
    ("at p1 prior=kinds(1,weights=1)", "kinds(1,weights=1)", "not both"),
    ("at p1 prior=tensors(0.weigth=1)", "tensors(0.weigth=1)", "it takes '0.weight', '0.bias'"),
    ("at p1 prior=tensors(0.weight=1,0.weight=2)", "0.weight=2", "given twice"),
    ("at p1 prior=layer(1,2)", "layer", "or one of layers, kinds, tensors"),
    ("evidence q1 prior=layers(1,1)", "layers(1,1)", "one prior precision for all weights"),
    ("evidence p1 mean=[1,2]", "[1,2]", "1 or 43 numbers"),
    ("evidence p1 mean=d1", "d1", "takes a model"),
    ("evidence p1 mean=m9", "m9", "no object"), ("tune p1 by=luck", "luck", "evidence, nll, ece"),
    ("evidence p1 mean=x1", "x1", "other parameters"),
    ("evidence k1 prior=\(list(43))", list(43), "one per parameter tensor"),
    ("evidence e1 prior=\(list(43))", list(43), "an ekfac posterior takes"),
    ("evidence q1 prior=[1,1,1,1]", "[1,1,1,1]", "one prior precision for all weights"),
    ("tune k1 shape=parameters", "parameters", "one per parameter tensor"),
    ("tune q1 shape=layers", "layers", "one prior precision for all weights"),
    ("tune p1 shape=tensor", "tensor", "scalar, tensors, layers"),
    ("tune p1 by=accuracy on=d2", "accuracy", "evidence, nll, ece"),
    ("tune p1 by=mse on=d2", "mse", "classification model has no mse"),
    ("tune r1 by=ece on=s1", "ece", "regression model has no ece"),
    ("tune r1 by=brier on=s1", "brier", "regression model has no brier"),
    ("tune p1 by=nll shape=layers on=d2", "layers", "one prior precision for all weights"),
    ("tune p1 on=d2", "d2", "needs no data"),
    ("tune p1 prior=1..10 log 3", "1..10 log 3", "nor values to try"),
    ("tune p1 by=nll on=d2 prior=0..1 lin 3", "0..1 lin 3", "above 0"),
    ("tune p1 by=loo on=d2", "loo", "the data it was fitted to"),
    ("tune h1 by=loo on=d1", "loo", "ggn curvature"),
    ("tune m1", "m1", "takes a posterior"),
    ("grid p1 metric=rmse on=d2", "rmse", "has no rmse"),
    ("grid r1 metric=[nll,ece] on=s1", "[nll,ece]", "has no ece"),
    ("grid p1 metric=[nll,sharpness] on=d2", "sharpness", "coverage, variance"),
    ("grid p1 noise=0.1..1 log 3", "0.1..1 log 3", "no observation noise"),
    ("resume g1", "g1", "all of its points"), ("resume p1", "p1", "takes a grid"),
  ]

  @Test("a mistaken option is refused where it stands, and the session stays as it was")
  func refusals() async throws {
    let kernel = await Self.session()
    let start = await kernel.test(
      """
      k1, e1, q1 = fit m1 on=d1 structure=[kron,ekfac,gp]
      h1 = fit m1 on=d1 curvature=mc(samples=2,seed=1)
      s1 = load synth sinusoid n=20 seed=1
      n1 = model mlp [1,3,1] like=regression seed=1
      train n1 on=s1 epochs=20
      r1 = fit n1 on=s1
      x1 = model mlp [4,6,3] seed=1
      g1 = grid p1
      """)
    #expect(start.problem == nil)
    try await kernel.expectRefusals(Self.mistakes)
  }

  @Test("every metric, and every notion of tuning and learning, is explained with numbers")
  func explanations() async {
    let kernel = await Self.session("regression")
    for word in [
      "evidence", "effective", "nll", "ece", "mce", "brier", "accuracy", "mse", "rmse", "coverage",
      "variance",
    ] {
      #expect(await kernel.test("explain \(word)").problem == nil, "\(word)")
    }
    _ = await kernel.test("p2 = tune p1 shape=layers")
    for word in ["tune", "loo", "online", "update", "gradient", "prior_shape", "prior_mean"] {
      let run = await kernel.test("explain \(word)")
      #expect(run.problem == nil)
      #expect(run.results.contains { $0.contains("p2: ") }, "\(word)")
    }
  }
}

extension [String: Any] {
  /// The number of a key; none at all where there is none.
  fileprivate func number(_ key: String) -> Double { self[key] as? Double ?? .nan }
}
