import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct SamplingCommandTests {
  @Test("sampled predictions tell their draws and their errors beside the usual keys")
  func keys() async throws {
    let kernel = await Kernel.withPosterior()
    let command = "predict p1 on=d1 type=nn samples=30 seed=4"
    let run = await kernel.test("\(command) | json")
    let found = try #require(run.json.first)
    #expect(
      Set(found.keys) == [
        "probabilities", "mean", "variance", "standard_errors", "samples_count",
      ])
    #expect(found["samples_count"] as? Int == 30)
    let rows = try #require(found["probabilities"] as? [[Double]])
    let errors = try #require(found["standard_errors"] as? [[Double]])
    #expect(rows.count == 150 && errors.count == 150)
    #expect(rows.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-12 && $0.count == 3 })
    #expect(errors.joined().allSatisfy { $0 > 0 && $0 < 0.2 })
    let receipt = try #require(run.receipts.last)
    #expect(receipt.contains("30 samples of the weights, Monte-Carlo error at most 0.0"))
    let again = await kernel.test("\(command) | json")
    #expect(again.results == run.results)
    let other = await kernel.test("predict p1 on=d1 type=nn samples=30 seed=5 | json")
    #expect(other.results != run.results)
  }

  @Test("a regression and a binary output are sampled too")
  func otherLikelihoods() async throws {
    let regression = await Kernel.withPosterior(like: "regression")
    let run = await regression.test("predict p1 x=0..1 3 type=nn prior=2 | json")
    let found = try #require(run.json.first)
    #expect(
      Set(found.keys) == [
        "mean", "variance", "covariance", "noise", "includes_noise", "standard_errors",
        "samples_count",
      ])
    let variance = try #require((found["variance"] as? [[Double]])?[1][0])
    let error = try #require((found["standard_errors"] as? [[Double]])?[1][0])
    #expect(disagreement(error, (variance / 100).squareRoot()) < 1e-9)
    let plot = await regression.test("predict p1 x=0..1 30 type=nn | plot data=d1")
    #expect(plot.problem == nil)

    let binary = Kernel()
    let pair = await binary.test(
      """
      d1 = load synth two-moons n=40 seed=1
      m1 = model mlp [2,4,1] like=binary
      train m1 on=d1 epochs=20
      fit m1 on=d1
      predict on=d1 type=nn samples=20 | json
      """)
    let json = try #require(pair.json.first)
    #expect((json["probabilities"] as? [[Double]])?.first?.count == 2)
    #expect((json["standard_errors"] as? [[Double]])?.first?.count == 2)
  }

  @Test("the parts of the uncertainty are those of the draws")
  func split() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test("predict p1 on=d1 type=nn samples=40 +split | json")
    let found = try #require(run.json.first)
    let epistemic = try #require(found["epistemic"] as? [Double])
    let total = try #require(found["total"] as? [Double])
    let rows = try #require(found["probabilities"] as? [[Double]])
    for (row, total) in zip(rows, total) {
      #expect(abs(row.reduce(0) { $0 - ($1 > 0 ? $1 * log($1) : 0) } - total) < 1e-9)
    }
    #expect(epistemic.count == 150 && epistemic.allSatisfy { $0 >= 0 })
    let problem = await kernel.test("predict p1 on=d1 type=nn | calibrate link=mf1").problem
    #expect(problem?.message.contains("need no link") == true)
  }

  @Test("scores of sampled predictions stand beside those of the network alone")
  func scores() async throws {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test("compare map(m1) p1 on=d1 type=nn samples=50 seed=1")
    #expect(run.problem == nil)
    let receipt = try #require(run.receipts.last)
    #expect(receipt.contains("p1 NLL") && receipt.contains("(50 samples of the weights"))
    let sampled = await kernel.test("calibrate p1 on=d1 type=nn samples=50 seed=1 | json")
    let linear = await kernel.test("calibrate p1 on=d1 | json")
    #expect(sampled.json.first?["n"] as? Int == 150)
    #expect(sampled.json.first?["nll"] as? Double != linear.json.first?["nll"] as? Double)
    let kept = await kernel.test(
      "predict p1 on=d1 type=nn samples=50 seed=1 | calibrate | json")
    #expect(kept.json.first?["nll"] as? Double == sampled.json.first?["nll"] as? Double)
  }

  @Test("draws that no memory holds are refused at samples=, with the number that fits")
  func drawLimit() async throws {
    let kernel = await Kernel.withPosterior()
    for command in ["predict p1", "calibrate p1", "compare p1"] {
      let line = "\(command) on=d1 type=nn samples=20000000"
      let problem = try #require(await kernel.test(line).problem)
      #expect(problem.code == .numberNotAllowed)
      let place = try #require(problem.range)
      #expect(String(Array(line)[place]) == "20000000", "\(command)")
      #expect(problem.message.contains("20000000 samples of "))
      #expect(problem.message.contains("more than the 4096 MiB"))
      let most = try #require(problem.message.split(separator: " ").compactMap { Int($0) }.last)
      #expect(most > 100 && problem.remedies == ["samples=\(most) or fewer"])
    }
  }

  @Test("what belongs to another type is refused by name")
  func refusals() async {
    let kernel = await Kernel.withPosterior()
    for (command, word) in [
      ("predict p1 on=d1 type=nn +joint", "+joint"), ("calibrate p1 on=d1 samples=9", "samples="),
      ("predict p1 on=d1 type=nn link=probit", "link="), ("compare p1 on=d1 seed=1", "seed="),
      ("predict p1 on=d1 type=nn samples=1", "at least 2"), ("predict p1 type=gp", "nn"),
    ] {
      let problem = await kernel.test(command).problem
      #expect(problem?.lines(source: command).joined().contains(word) == true, "\(command)")
    }
    #expect(await kernel.test("explain nn").results.joined().contains("√S"))
    #expect(await kernel.test("explain sampled").problem == nil)
  }
}
