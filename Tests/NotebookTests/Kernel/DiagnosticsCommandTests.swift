import Notebook
import TestSupport
import Testing

@Suite struct DiagnosticsCommandTests {
  @Test("data out of distribution are told apart by every score, beside the network alone")
  func detection() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(
      """
      d2 = load wine x=[alcohol,malic_acid,ash,alcalinity_of_ash]
      ood p1 in=d1 out=d1 | json
      ood p1 in=d1 out=d2 score=entropy | json
      ood p1 in=d1 out=d2 score=max | json
      ood p1 in=d1 out=d2 score=mutual link=gh(order=8) | json
      ood p1 in=d1 out=d2 score=variance | json
      ood map(m1) in=d1 out=d2 | json
      ood p1 map(m1) in=d1 out=d2 | plot roc
      ood p1 map(m1) in=d1 out=d2 | table
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let areas = try run.json.map { try #require($0["auroc"] as? Double) }
    // A group is not told from itself.
    #expect(areas[0] == 0.5)
    // The other data lie far from all that was seen, which the variance of the outputs tells.
    #expect(areas[4] > 0.9)
    #expect(run.json[1]["n_in"] as? Int == 150 && run.json[1]["n_out"] as? Int == 178)
    #expect(run.json.compactMap { $0["score"] as? String }.contains("mutual"))
    #expect(run.results.contains { $0.contains("chance") })
    try await kernel.expectRefusals([
      ("ood map(m1) in=d1 out=d2 score=mutual", "mutual", "network alone"),
      ("ood d1 in=d1 out=d2", "d1", "posterior"),
    ])
  }

  @Test("drawn weights tell data apart too, by the same draws as predictions")
  func drawnDetection() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(
      """
      d2 = load wine x=[alcohol,malic_acid,ash,alcalinity_of_ash]
      ood p1 in=d1 out=d2 score=max type=nn samples=30 seed=2 | json
      predict p1 on=d1 type=nn samples=30 seed=2 | json
      predict p1 on=d2 type=nn samples=30 seed=2 | json
      ood p1 in=d1 out=d2 score=mutual type=nn samples=30 | json
      ood p1 map(m1) in=d1 out=d2 type=nn samples=30 | table
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let scores = try run.json[1...2].map { json in
      try #require(json["probabilities"] as? [[Double]]).map { 1 - ($0.max() ?? 1) }
    }
    let wins = scores[1].map { out in
      scores[0].reduce(0.0) { $0 + ($1 < out ? 1 : $1 == out ? 0.5 : 0) }
    }
    let area = wins.reduce(0, +) / Double(scores[0].count * scores[1].count)
    #expect(disagreement(try #require(run.json[0]["auroc"] as? Double), area) < 1e-12)
    #expect((try #require(run.json[3]["auroc"] as? Double)) > 0.5)
    try await kernel.expectRefusals([
      ("ood p1 in=d1 out=d2 type=nn link=mf2", "mf2", "type=glm"),
      ("ood p1 in=d1 out=d2 samples=9", "9", "type=nn"),
    ])
  }

  @Test("a regression is judged by its variance, and not by classes")
  func regression() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let run = await kernel.test(
      """
      d2 = load synth sinusoid n=30 seed=3
      ood p1 in=d1 out=d2 | json
      calibrate p1 on=d2 | json
      calibrate p1 on=d2 | plot coverage
      calibrate p1 on=d2 | plot pit
      calibrate p1 map(m1) on=d2 | plot pit
      calibrate p1 on=d2 | plot pit | csv
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    #expect(run.json[0]["score"] as? String == "variance")
    let pit = try #require(run.json[1]["pit"] as? [[String: Double]])
    #expect(pit.map { $0["n"] ?? 0 }.reduce(0, +) == 30)
    let curve = try #require(run.json[1]["coverage_curve"] as? [[String: Double]])
    let squares = curve.map { entry in
      let miss = (entry["fraction"] ?? .nan) - (entry["level"] ?? .nan)
      return miss * miss
    }
    let error = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    #expect(curve.count == 19)
    #expect(
      disagreement(try #require(run.json[1]["calibration_error"] as? Double), error) < 1e-12)
    #expect(run.results.contains { $0.contains("level of the interval") })
    let refused = await kernel.test("ood p1 in=d1 out=d2 score=entropy")
    #expect(refused.problem?.message.contains("no classes") == true)
  }

  @Test("coverage is no picture of classes")
  func classes() async {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test("calibrate p1 on=d1 | plot pit")
    #expect(run.problem?.code == .notApplicable)
  }

  @Test("spectra are drawn block by block, and effective parameters tensor by tensor")
  func posteriors() async {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test(
      """
      p2, p3 = fit m1 on=d1 structure=[kron,block]
      m2 = model mlp [4,3,3,3,3] seed=1
      p4 = fit m2 on=d1 structure=diag
      plot p2 spectrum | csv
      plot p3 spectrum | csv
      plot p4 spectrum | csv
      plot p1 effective | csv
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let names = Set(run.results.compactMap { $0.split(separator: ",").first.map(String.init) })
    #expect(names.isSuperset(of: ["0.weight", "2.bias", "0.weight + 0.bias"]))
    #expect(names.contains("4 other blocks together"))
    #expect(names.contains { $0.hasPrefix("0.weight ") && $0.hasSuffix("% of 20") })
  }

  @Test(
    "the notions of detection and calibration are explained",
    arguments: [
      "auroc", "fpr95", "aupr", "pit", "coverage", "calibration_error",
    ])
  func explained(word: String) async {
    #expect(await Kernel().test("explain \(word)").problem == nil)
  }
}
