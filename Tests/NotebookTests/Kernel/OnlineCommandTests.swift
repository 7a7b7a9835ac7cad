import Foundation
import Notebook
import Parallelism
import TestSupport
import Testing

/// `train by=evidence`, `train prior=POSTERIOR`, `update` and `load permute=`.
@Suite struct OnlineCommandTests {
  private static func session(_ like: String = "classification") async -> Kernel {
    let kernel = Kernel(folder: ".")
    let isClassification = like == "classification"
    let run = await kernel.test(
      """
      set scalar=double
      d0 = load \(isClassification ? "iris" : "synth sinusoid n=60 seed=2")
      d1, d2 = split d0 frac=[60%,40%] seed=1 standardize=none
      m1 = model mlp [\(isClassification ? "4,5,3" : "1,6,1")] seed=1 like=\(like)
      """)
    #expect(run.problem == nil)
    return kernel
  }

  @Test(
    "learning by the evidence gives a model and the posterior of its best epoch",
    arguments: ["full", "kron", "diag"], ["scalar", "tensors", "layers", "kinds"])
  func byEvidence(structure: String, shape: String) async throws {
    let kernel = await Self.session()
    let options = "structure=\(structure) shape=\(shape) burnin=5 every=5 epochs=31"
    for steps in ["", "hypersteps=3 hyperlr=0.05"] {
      let run = await kernel.test("m2, p2 = train m1 on=d1 by=evidence \(options) \(steps) | json")
      #expect(run.problem == nil)
      let found = try #require(run.json.first)
      #expect(
        Set(found.keys) == [
          "loss", "gradient_norm", "epochs", "seconds", "log_marginal_likelihood", "best_epoch",
        ])
      #expect(found["epochs"] as? Int == 31)
      let evidence = try #require(await kernel.test("evidence p2 | json").json.first)
      let value = try #require(found["log_marginal_likelihood"] as? Double)
      #expect(
        disagreement(try #require(evidence["log_marginal_likelihood"] as? Double), value) < 1e-9)
      let posterior = try #require(await kernel.test("show p2 | json").json.first)
      let counts = ["scalar": 1, "tensors": 4, "layers": 2, "kinds": 2]
      #expect((posterior["prior_precision"] as? [Double])?.count == counts[shape])
      #expect(posterior["structure"] as? String == structure)
      #expect(
        disagreement(posterior["loss"] as? Double ?? .nan, found["loss"] as? Double ?? 0) < 1e-9)
      let means = [
        await kernel.test("predict p2 on=d2 | json"), await kernel.test("predict m2 on=d2 | json"),
      ]
      .map { ($0.json.first?["mean"] as? [[Double]])?.flatMap(\.self) ?? [] }
      #expect(means[0] == means[1] && !means[0].isEmpty)
    }
    #expect(await kernel.test("show m1").results.joined().contains("after") == false)
  }

  @Test("the noise of a regression is learned too, unless it is fixed")
  func noise() async throws {
    let kernel = await Self.session("regression")
    let run = await kernel.test(
      """
      m2, p2 = train m1 on=d1 by=evidence epochs=60 every=10 noise=0.7
      m3, p3 = train m1 on=d1 by=evidence epochs=60 every=10 noise=0.7 +fixed_noise
      show p2 | json
      show p3 | json
      """)
    #expect(run.problem == nil)
    let noises = run.json.compactMap { $0["noise"] as? Double }
    #expect(noises.count == 2 && noises[0] != 0.7 && noises[1] == 0.7)
    let cold = await kernel.test(
      "m4, p4 = train m1 on=d1 by=evidence epochs=10 temp=0.5\nshow p4 | json")
    #expect(cold.json.first?["temperature"] as? Double == 0.5)
  }

  @Test("a stopped learning by the evidence keeps the best so far")
  func stopped() async {
    let kernel = await Self.session()
    let cancellation = Cancellation()
    let progress = Parallelism.Progress { if $0.done == 7 { cancellation.cancel() } }
    let run = KernelRun(
      await kernel.run(
        "m2, p2 = train m1 on=d1 by=evidence epochs=100000", cancellation: cancellation,
        progress: progress))
    #expect(run.status == .partial)
    #expect(run.warnings.first?.code == .partialResult)
    #expect(await kernel.test("evidence p2").problem == nil)
  }

  @Test("a posterior that saw two parts of the data one by one is that of the whole")
  func update() async throws {
    let kernel = await Self.session()
    _ = await kernel.test("train m1 on=d0 epochs=60")
    for structure in ["full", "block", "kron", "diag"] {
      let run = await kernel.test(
        """
        p1 = fit m1 on=d1 structure=\(structure) prior=[0.5,1,2,4]
        p3 = fit m1 on=d0 structure=\(structure) prior=[0.5,1,2,4]
        """)
      #expect(run.problem == nil)
      let before = await kernel.test("show p1 | json").results
      #expect(await kernel.test("p2 = update p1 on=d2").problem == nil)
      #expect(await kernel.test("show p1 | json").results == before)
      let found = try #require(await kernel.test("show p2 | json").json.first)
      #expect(found["n_data"] as? Int == 150)
      #expect((found["prior_precision"] as? [Double]) == [0.5, 1, 2, 4])
      let evidences = [
        await kernel.test("evidence p2 | json"), await kernel.test("evidence p3 | json"),
      ]
      .map { $0.json.first?["log_marginal_likelihood"] as? Double ?? .nan }
      #expect(disagreement(evidences[0], evidences[1]) < 1e-9, "\(structure)")
    }
    let again = await kernel.test("p4 = update p1 on=d1")
    #expect(again.warnings.first?.code == .dataReuse)
  }

  @Test("a posterior with more data is that of a fit to both, for every structure")
  func updateOfEveryStructure() async throws {
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

  @Test("with a posterior as the prior, new data is learned and the old less forgotten")
  func continual() async throws {
    let kernel = await Self.session()
    let run = await kernel.test(
      """
      e1 = load iris permute=1
      train m1 on=d0 epochs=300 prior=0.1
      p1 = fit m1 on=d0 structure=kron prior=0.1
      m2 = train m1 on=e1 epochs=100 prior=0.1
      m3 = train m1 on=e1 epochs=100 prior=p1
      p3 = update p1 on=e1 model=m3
      calibrate map(m2) on=d0 | json
      calibrate map(m3) on=d0 | json
      """)
    #expect(run.problem == nil)
    #expect(run.receipts.contains { $0.contains("prior=p1") })
    let scores = run.json.compactMap { $0["nll"] as? Double }
    #expect(scores.count == 2 && scores[1] < scores[0])
    let updated = try #require(await kernel.test("show p3 | json").json.first)
    #expect(updated["n_data"] as? Int == 300)
    let means = [
      await kernel.test("predict p3 on=d2 | json"), await kernel.test("predict m3 on=d2 | json"),
    ]
    .map { ($0.json.first?["mean"] as? [[Double]])?.flatMap(\.self) ?? [] }
    #expect(means[0] == means[1])
  }

  @Test("a seed puts the inputs in an order of its own, the same each time")
  func permute() async {
    let kernel = Kernel(folder: ".")
    func scores(_ options: String) async -> [String] {
      await kernel.test(
        """
        load iris \(options) as=e
        n = model mlp [4,2,3] seed=1
        predict n on=e | json
        """
      ).results
    }
    let (plain, one, two) = (await scores(""), await scores("permute=1"), await scores("permute=2"))
    #expect(plain.count == 1 && plain != one && one != two)
    #expect(await scores("permute=1") == one)
  }

  /// A line with a mistake, the part of it that the problem points at, and what its message says.
  static let mistakes: [(line: String, place: String, says: String)] = [
    ("train m1 on=d1 by=evidance", "evidance", "map, evidence"),
    ("train m1 on=d1 by=evidence prior=p1", "p1", "the number where it starts"),
    ("train m1 on=d1 by=evidence structure=[kron,diag]", "[kron,diag]", "one structure"),
    ("train m1 on=d1 by=evidence structure=gp", "gp", "one prior precision for all weights"),
    ("train m1 on=d1 by=evidence shape=all", "all", "scalar, tensors"),
    (
      "train m1 on=d1 by=evidence shape=parameters structure=kron", "parameters",
      "one per parameter tensor"
    ),
    ("train m1 on=d1 by=evidence epochs=10 burnin=10", "10", "shorter than the 10 epochs"),
    ("train m1 on=d1 by=evidence every=0", "0", "at least 1"),
    ("train m1 on=d1 by=evidence hypersteps=0", "0", "at least 1"),
    ("train m1 on=d1 by=evidence hyperlr=-1", "-1", "above 0"),
    ("train m1 on=d1 by=evidence temp=0", "0", "above 0"),
    ("train m1 on=d1 shape=layers", "layers", "evidence"),
    ("train m1 on=d1 +fixed_noise", "+fixed_noise", "noise stays"),
    ("train x1 on=d1 prior=p1", "p1", "other parameters"),
    ("train f1 on=d1 prior=p1", "p1", "another precision"),
    ("train m1 on=d1 prior=-1", "-1", "at least 0"), ("train m1 prior=d1", "d1", "posterior"),
    ("update p1 on=d2 model=x1", "x1", "other parameters"),
    ("update p1 on=d2 model=f1", "f1", "another precision"),
    ("update p1 on=w1", "w1", "the data has 13"), ("update p1 on=m1", "m1", "takes data"),
    ("load iris permute=-1", "-1", "at least 0"), ("load iris permute=x", "x", "whole number"),
  ]

  @Test("a mistaken option is refused where it stands, and the session stays as it was")
  func refusals() async throws {
    let kernel = await Self.session()
    let start = await kernel.test(
      """
      train m1 on=d1 epochs=20
      p1, e1, l1 = fit m1 on=d1 structure=[kron,ekfac,lowrank(rank=3)]
      x1 = model mlp [4,6,3] seed=1
      w1 = load wine
      set scalar=float
      f1 = model mlp [4,5,3] seed=1
      """)
    #expect(start.problem == nil)
    try await kernel.expectRefusals(Self.mistakes)
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
