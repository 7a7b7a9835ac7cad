import Foundation
import Notebook
import RealModule
import TestSupport
import Testing

@Suite struct PredictionTests {
  static let links = [
    "probit", "mc(samples=2000,seed=1)", "bridge", "bridge_norm", "mf0", "mf1", "mf2",
    "gh(order=10)",
  ]

  @Test("every link gives probabilities, and the headline says which", arguments: links)
  func everyLink(word: String) async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test("predict p1 on=d1 link=\(word) | json")
    #expect(run.problem == nil)
    #expect(run.receipts.joined().contains("link \(word)"))
    let found = try #require(run.json.first)
    let rows = try #require(found["probabilities"] as? [[Double]])
    #expect(rows.count == 150)
    #expect(rows.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-12 })
    let errors = found["standard_errors"] as? [[Double]]
    #expect((errors != nil) == word.hasPrefix("mc"))
    for command in ["compare", "calibrate"] {
      let scores = try #require(
        await kernel.test("\(command) p1 on=d1 link=\(word) | json").json.first)
      #expect(scores["nll"] is Double)
    }
  }

  @Test("a prediction keeps its link when it is scored, unless another is asked for")
  func scoredLinks() async throws {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("r1 = predict p1 on=d1 link=mf2\nr2 = predict p1 on=d1")
    let loss = { (command: String) async throws -> Double in
      try #require(await kernel.test("\(command) | json").json.first?["nll"] as? Double)
    }
    let pairwise = try await loss("calibrate p1 on=d1 link=mf2")
    let probit = try await loss("calibrate p1 on=d1")
    #expect(pairwise != probit)
    #expect(try await loss("calibrate r1") == pairwise)
    #expect(try await loss("calibrate r2") == probit)
    #expect(try await loss("calibrate r2 link=mf2") == pairwise)
  }

  @Test("the parts of the uncertainty come as columns and as keys")
  func split() async throws {
    let kernel = await Kernel.withPosterior()
    for (options, rule) in [
      ("", "gh(order=32)"), (" link=gh(order=8)", "gh(order=8)"),
      (" link=mc(samples=300)", "mc(samples=300,seed=0)"),
    ] {
      let run = await kernel.test("predict p1 on=d1\(options) +split | json")
      #expect(run.receipts.joined(separator: " ").contains("split by \(rule)"))
      let found = try #require(run.json.first)
      let parts = try ["aleatoric", "epistemic", "total"].map {
        try #require(found[$0] as? [Double])
      }
      #expect(parts[2].count == 150 && parts[2].allSatisfy { $0 > 0 && $0 < .log(3) + 1e-9 })
      #expect(
        disagreement(zip(parts[0], parts[1]).map { $0 + $1 }, parts[2]) < 1e-12)
      #expect((found["epistemic_errors"] != nil) == rule.hasPrefix("mc"))
    }
    let table = await kernel.test("predict p1 on=d1 +split | csv").results
    #expect(table.first?.contains("aleatoric,epistemic") == true)
    let certain = try #require(
      await kernel.test("predict map(m1) on=d1 +split | json").json.first)
    #expect((certain["epistemic"] as? [Double])?.allSatisfy { abs($0) < 1e-12 } == true)
  }

  @Test("variances include the noise where that is asked for, and say so")
  func noise() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let plain = await kernel.test("predict p1 x=0..1 3 +joint | json")
    let noisy = await kernel.test("predict p1 x=0..1 3 +joint +noise +split | json")
    #expect(plain.receipts.joined(separator: " ").contains("without the noise"))
    #expect(noisy.receipts.joined(separator: " ").contains("with the noise"))
    let (without, with) = (try #require(plain.json.first), try #require(noisy.json.first))
    #expect(without["includes_noise"] as? Bool == false)
    #expect(with["includes_noise"] as? Bool == true)
    let variances = try [without, with].map { try #require($0["variance"] as? [[Double]]) }
    for key in ["aleatoric", "epistemic", "total"] {
      let parts = try #require(with[key] as? [[Double]]).flatMap(\.self)
      let expected =
        switch key {
        case "aleatoric": [0.09, 0.09, 0.09]
        case "epistemic": variances[0].flatMap(\.self)
        default: variances[1].flatMap(\.self)
        }
      #expect(disagreement(parts, expected) < 1e-12)
    }
    let joint = try [without, with].map { try #require($0["joint_covariance"] as? [[Double]]) }
    for row in 0..<3 {
      for column in 0..<3 {
        let added = row == column ? 0.09 : 0
        #expect(abs(joint[1][row][column] - joint[0][row][column] - added) < 1e-12)
      }
    }
    // An option and a switch may share a name.
    let both = try #require(
      await kernel.test("predict p1 x=0..1 3 noise=2 +noise +split | json").json.first)
    #expect(both["aleatoric"] as? [[Double]] == [[4], [4], [4]])
  }

  @Test("samples are drawn with a seed, jointly if the joint covariance is asked for")
  func samples() async throws {
    let kernel = await Kernel.withPosterior(like: "regression")
    let draw = { (options: String) async throws -> [[[Double]]] in
      let run = await kernel.test("predict p1 x=0..1 3 \(options) | json")
      return try #require(run.json.first?["samples"] as? [[[Double]]])
    }
    let first = try await draw("samples=4 seed=3 +joint")
    #expect(first.count == 4 && first[0].count == 3 && first[0][0].count == 1)
    #expect(try await draw("samples=4 seed=3 +joint") == first)
    #expect(try await draw("samples=4 seed=2 +joint") != first)
    #expect(try await draw("samples=4 seed=3") != first)
  }

  @Test("what a model does not have is refused at its argument")
  func refusals() async {
    let classification = await Kernel.withPosterior()
    let regression = await Kernel.withPosterior(like: "regression")
    for (kernel, command, words) in [
      (classification, "predict p1 +noise", "has none"),
      (classification, "predict p1 link=gh(order=999)", "from 1 to 200"),
      (classification, "predict p1 link=mc(samples=1e9)", "from 1 to 100000"),
      (classification, "predict p1 samples=100000000", "samples must be"),
      (classification, "predict map(m1) samples=3", "a network alone"),
      (regression, "predict p1 on=d1 link=bridge", "no classes"),
      (regression, "compare p1 on=d1 link=mc", "no classes"),
    ] {
      let run = await kernel.test(command)
      #expect(run.problem?.message.contains(words) == true, "\(command): \(run.problem as Any)")
    }
    let digits = Kernel()
    let run = await digits.test(
      """
      d1 = load digits
      m1 = model mlp [64,4,10]
      p1 = fit m1 subset=last structure=diag
      predict p1 link=gh
      """)
    #expect(run.problem?.message.contains("20^9 points") == true)
    #expect(run.problem?.range != nil)
  }

  @Test("a binary output takes samples and quadrature, and refuses a bridge with the reason")
  func binary() async throws {
    let kernel = Kernel()
    let made = await kernel.test(
      """
      set scalar=double
      d1 = load banana
      m1 = model mlp [2,5,1] like=binary seed=1
      train m1 on=d1 epochs=20
      p1 = fit m1 structure=diag
      """)
    #expect(made.problem == nil)
    for link in ["probit", "mc(samples=100)", "gh(order=10)"] {
      let run = await kernel.test("predict p1 on=d1 link=\(link) +split | json")
      let found = try #require(run.json.first)
      let rows = try #require(found["probabilities"] as? [[Double]])
      #expect(rows.allSatisfy { $0.count == 2 && abs($0[0] + $0[1] - 1) < 1e-12 })
      #expect((found["total"] as? [Double])?.count == rows.count)
      let table = await kernel.test("predict p1 on=d1 link=\(link) +split | csv").results
      let widths = Set(
        table.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
      #expect(widths.count == 1)
    }
    for link in ["bridge", "bridge_norm", "mf0", "mf2"] {
      let run = await kernel.test("predict p1 on=d1 link=\(link)")
      #expect(run.problem?.message.contains("\(link) does not apply") == true)
    }
  }

  @Test(
    "links and the parts of the uncertainty are explained",
    arguments: ["link", "mf2", "gh", "bridge_norm", "sampling", "aleatoric", "epistemic", "reward"])
  func explanations(word: String) async {
    #expect(await Kernel().test("explain \(word)").problem == nil)
  }
}
