import Foundation
import Datasets
import ModelFiles
import NeuralNetworks
import Notebook
import RealModule
import Tensors
import TestSupport
import Testing

/// Scores of models whose targets are neither one number nor one class.
@Suite struct ScoringTests {
  @Test("a learned noise is scored by the variance that the network tells and that of its mean")
  func heteroscedastic() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      set scalar=double
      d1 = load synth sinusoid n=60 noise=0.3 seed=2
      m1 = model mlp [1,8,2] like=heteroscedastic seed=1
      train m1 on=d1 epochs=300 prior=0.1
      p1 = fit m1 on=d1 structure=full
      predict p1 on=d1 | json
      calibrate p1 on=d1 | json
      compare map(m1) p1 on=d1
      """)
    try await expectSameScores(kernel)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let prediction = try #require(run.json.first)
    let scores = try #require(run.json.last)
    let means = try #require(prediction["mean"] as? [[Double]])
    let variances = try #require(prediction["variance"] as? [[Double]])
    let data = try Generator.sinusoid(count: 60, noise: 0.3).dataset(seed: 2)
    guard case .values(let targets) = data.targets else { return }
    var (nll, squares, inside) = (0.0, 0.0, 0)
    for row in 0..<60 {
      let variance = variances[row][0] + .exp(means[row][1] + variances[row][1] / 2)
      let error = targets.scalars[row] - means[row][0]
      nll += 0.5 * (.log(2 * .pi * variance) + error * error / variance)
      squares += error * error
      inside += abs(error) <= 1.959963984540054 * variance.squareRoot() ? 1 : 0
    }
    #expect(disagreement(try #require(scores["nll"] as? Double), nll / 60) < 1e-9)
    #expect(
      disagreement(try #require(scores["rmse"] as? Double), (squares / 60).squareRoot()) < 1e-9)
    let coverage = try #require(scores["coverage"] as? [[String: Double]])
    let fraction = try #require(coverage.last?["fraction"])
    #expect(disagreement(fraction, Double(inside) / 60) < 1e-12)
    #expect(inside > 50)
  }

  @Test("noises of the outputs' own enter their scores")
  func scaledNoise() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      set scalar=double
      d1 = load synth sinusoid n=40 seed=2
      m1 = model mlp [1,6,1] like=regression(noise=[0.2]) seed=1
      m2 = model mlp [1,6,1] like=regression seed=1
      p1 = fit m1 on=d1 structure=diag noise=1 prior=1e9
      calibrate p1 on=d1 | json
      calibrate map(m2) on=d1 | json
      predict map(m2) on=d1 noise=0.2 | calibrate | json
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let scores = run.json.map { $0["nll"] as? Double ?? .nan }
    #expect(disagreement(scores[0], scores[2]) < 1e-6)
    #expect(scores[1] < scores[0])
  }

  @Test("binary outputs are scored each as a class of two, one output or several")
  func binary() async throws {
    try await withTemporaryFolder { folder in
      let rows = (0..<40).map { row in
        let (a, b) = (Double(row % 8) / 4 - 1, Double(row / 8) / 2 - 1)
        return "\(a),\(b),\(a > b ? 1 : 0),\(a + b > 0 ? 1 : 0)"
      }
      try (["a,b,y,z"] + rows).joined(separator: "\n")
        .write(toFile: folder + "/two.csv", atomically: true, encoding: .utf8)
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        set scalar=double
        d1 = load two.csv y=[y,z] targets=values
        m1 = model mlp [2,6,2] like=binary seed=1
        train m1 on=d1 epochs=300 prior=0.01
        p1 = fit m1 on=d1 structure=full prior=0.1
        predict p1 on=d1 | json
        calibrate p1 on=d1 | json
        predict p1 on=d1
        """)
      #expect(run.problem == nil, "\(String(describing: run.problem))")
      let prediction = try #require(run.json.first)
      let scores = try #require(run.json.last)
      let probabilities = try #require(prediction["probabilities"] as? [[[Double]]])
      #expect(probabilities.count == 40 && probabilities[0].count == 2)
      var nll = 0.0
      for (row, line) in rows.enumerated() {
        let labels = line.split(separator: ",").suffix(2).compactMap { Int($0) }
        for output in 0..<2 { nll -= Double.log(probabilities[row][output][labels[output]]) }
      }
      #expect(disagreement(try #require(scores["nll"] as? Double), nll / 80) < 1e-9)
      #expect(scores["n"] as? Int == 80)
      #expect(try #require(scores["accuracy"] as? Double) > 0.9)
      #expect(run.results.contains { $0.contains("output") && $0.contains("class") })
      try await expectSameScores(kernel)

      let single = await kernel.test(
        """
        d2 = load two.csv x=[a,b] y=z
        m2 = model mlp [2,1] like=binary
        train m2 on=d2 epochs=300 prior=0.01
        calibrate map(m2) on=d2 | json
        predict map(m2) on=d2 | csv
        """)
      #expect(single.problem == nil, "\(String(describing: single.problem))")
      #expect(try #require(single.json.last?["accuracy"] as? Double) > 0.9)
      #expect(single.results.contains { $0.contains("p_0,p_1,class,target") })
    }
  }

  @Test("classes at several positions are read from a file, fitted, predicted and scored")
  func sequences() async throws {
    try await withTemporaryFolder { folder in
      let problem = try SequenceProblem(seed: 1, count: 12)
      guard case .sequences(let labels, let length, _) = problem.data.targets else { return }
      var file = SafetensorsWriter()
      try ModelFile.add(problem.model, to: &file)
      try file.add("train.x", problem.data.inputs)
      try file.add("train.y", integers: labels, shape: [12, length])
      try Data(file.bytes()).write(to: URL(fileURLWithPath: folder + "/tokens.safetensors"))
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        set scalar=double
        m1 = open tokens.safetensors
        d1 = load tokens.safetensors x=train.x y=train.y
        train m1 on=d1 epochs=50
        p1 = fit m1 on=d1 structure=kron
        evidence p1 | json
        predict p1 on=d1 | json
        calibrate p1 on=d1 | json
        predict p1 on=d1
        show d1
        """)
      #expect(run.problem == nil, "\(String(describing: run.problem))")
      let probabilities = try #require(run.json[1]["probabilities"] as? [[[Double]]])
      #expect(probabilities.count == 12 && probabilities[0].count == length)
      var nll = 0.0
      let counted = labels.indices.filter { labels[$0] >= 0 }
      for place in counted {
        nll -= Double.log(probabilities[place / length][place % length][labels[place]])
      }
      let scores = run.json[2]
      #expect(scores["n"] as? Int == counted.count && counted.count < labels.count)
      #expect(
        disagreement(try #require(scores["nll"] as? Double), nll / Double(counted.count)) < 1e-9)
      #expect(run.receipts.contains { $0.contains("3 classes at 3 positions") })
      #expect(run.results.contains { $0.contains("position") && $0.contains("target") })
      try await expectSameScores(kernel)

      let split = await kernel.test("predict p1 on=d1 link=mc(samples=50) +split | json")
      let found = try #require(split.json.first)
      let lengths = [Int](repeating: length, count: 12)
      #expect((found["standard_errors"] as? [[[Double]]])?.map(\.count) == lengths)
      #expect((found["total"] as? [[Double]])?.map(\.count) == lengths)
      let table = await kernel.test("predict p1 on=d1 link=gh(order=8) +split | csv").results
      #expect(table.contains { $0.contains("class,aleatoric,epistemic,target") })
      let widths = Set(
        table.map { $0.split(separator: ",", omittingEmptySubsequences: false).count })
      #expect(widths.count == 1)
    }
  }

  @Test("targets of another form than the model's are not scored")
  func otherTargets() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      d1 = load iris
      m1 = model mlp [4,2] like=regression
      calibrate map(m1) on=d1
      """)
    #expect(run.problem?.code == .notApplicable)
  }
}

/// Expects that a grid and tuning score a posterior over `m1` on `d1` as `calibrate` does.
private func expectSameScores(_ kernel: Kernel) async throws {
  let run = await kernel.test(
    """
    p9 = fit m1 on=d1 structure=full prior=1
    calibrate p9 on=d1 | json
    grid p9 metric=nll on=d1 prior=[1] | json
    tune p9 by=nll on=d1 prior=[1] | json
    tune p9 by=loo on=d1 prior=[0.5,1,2] | json
    """)
  #expect(run.problem == nil, "\(String(describing: run.problem))")
  guard run.json.count == 4 else {
    Issue.record("\(run.json.count) results")
    return
  }
  let nll = try #require(run.json[0]["nll"] as? Double)
  let point = try #require((run.json[1]["points"] as? [[String: Double]])?.first)
  #expect(disagreement(try #require(point["nll"]), nll) < 1e-9)
  #expect(disagreement(try #require(run.json[2]["score"] as? Double), nll) < 1e-9)
  #expect((run.json[3]["score"] as? Double)?.isFinite == true)
}

/// Scores learned from preferences, in a session.
@Suite struct RewardCommandTests {
  @Test("preferences are learned, fitted, kept, scored, and give scores of items")
  func preferences() async throws {
    try await withTemporaryFolder { folder in
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        set scalar=double
        d1 = load synth preferences n=200 inputs=1 seed=1
        d2 = load synth preferences n=100 inputs=1 noise=0 seed=2
        m1 = model mlp [1,16,1] like=reward seed=1
        train m1 on=d1 epochs=400 lr=0.02 prior=0.1
        p1, p2 = fit m1 on=d1 subset=[all,last] structure=full prior=0.1
        keep p1 kept.safetensors
        p3 = restore kept.safetensors
        evidence p1 | json
        predict p1 x=[0,1,8] | json
        predict p3 x=[0,1,8] | json
        predict p1 on=d2 | json
        calibrate p1 on=d2 | json
        calibrate p2 on=d2 | json
        predict p2 on=d2
        predict p1 x=-6..6 40
        """)
      #expect(run.problem == nil, "\(String(describing: run.problem))")
      let items = try #require(run.json.dropFirst().first)
      #expect(Set(items.keys) == ["mean", "variance", "covariance"])
      #expect((items["mean"] as? [[Double]])?.map(\.count) == [1, 1, 1])
      #expect(run.results[1] == run.results[2])
      let pairs = run.json[3]
      let means = try #require(pairs["mean"] as? [[Double]])
      let covariances = try #require(pairs["covariance"] as? [[[Double]]])
      let probabilities = try #require(pairs["probabilities"] as? [[Double]])
      for row in 0..<100 {
        let block = covariances[row]
        let variance = block[0][0] + block[1][1] - 2 * block[0][1]
        let argument = (means[row][0] - means[row][1]) / (1 + .pi / 8 * variance).squareRoot()
        #expect(abs(probabilities[row][0] - 1 / (1 + .exp(-argument))) < 1e-10)
        #expect(abs(probabilities[row][0] + probabilities[row][1] - 1) < 1e-14)
      }
      for scores in run.json[4...5] {
        #expect(try #require(scores["accuracy"] as? Double) > 0.9)
        #expect(scores["n"] as? Int == 100)
      }
      #expect(run.results.contains { $0.contains("p_first") && $0.contains("target") })
      #expect(run.results.contains { $0.contains("score") })
      try await expectSameScores(kernel)
      let split = await kernel.test("predict p1 on=d2 link=mc(samples=50) +split | json")
      let found = try #require(split.json.first)
      #expect((found["total"] as? [Double])?.count == 100)
      #expect((found["standard_errors"] as? [[Double]])?.map(\.count).max() == 2)
      let item = await kernel.test("predict p1 x=[0,1] +split")
      #expect(item.problem?.message.contains("reward") == true)
    }
  }

  @Test("rows of a table are pairs, the numbers of the first item first")
  func table() async throws {
    try await withTemporaryFolder { folder in
      let data = try Generator.preferences(count: 80, inputs: 2, noise: 0).dataset(seed: 3)
      guard case .classes(let labels, _) = data.targets else { return }
      let rows = labels.indices.map { row in
        (data.inputs.slice(row..<row + 1).scalars.map(\.description) + ["\(labels[row])"])
          .joined(separator: ",")
      }
      try (["a1,a2,b1,b2,preferred"] + rows).joined(separator: "\n")
        .write(toFile: folder + "/pairs.csv", atomically: true, encoding: .utf8)
      var file = SafetensorsWriter()
      try file.add("x", data.inputs)
      try file.add("y", integers: labels)
      try Data(file.bytes()).write(to: URL(fileURLWithPath: folder + "/pairs.safetensors"))
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        set scalar=double
        d1 = load pairs.csv y=preferred
        d2 = load pairs.safetensors x=x y=y
        m1 = model mlp [2,8,1] like=reward seed=1
        m2 = train m1 on=d1 epochs=100
        m3 = train m1 on=d2 epochs=100
        calibrate map(m2) on=d1 | json
        calibrate map(m3) on=d2 | json
        """)
      #expect(run.problem == nil, "\(String(describing: run.problem))")
      let scores = run.json.map { $0["nll"] as? Double ?? .nan }
      #expect(scores.count == 2 && scores[0] == scores[1])
      #expect(try #require(run.json[0]["accuracy"] as? Double) > 0.9)
      let items = await kernel.test("d3 = load iris x=[sepal_length]\ntrain m1 on=d3 epochs=2")
      #expect(items.problem != nil)
    }
  }

  @Test("items of pairs that were standardised apart are not compared")
  func scales() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      d0 = load synth preferences n=60
      d1, d2 = split d0 standardize=items
      d3, d4 = split d0
      m1 = model mlp [3,4,1] like=reward
      m2 = train m1 on=d1 epochs=2
      fit m2 on=d1
      """)
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    for source in ["train m1 on=d3 epochs=2", "fit m2 on=d3"] {
      let refused = await kernel.test(source)
      #expect(refused.problem?.message.contains("standardised") == true)
    }
  }

  @Test("a network with several outputs scores no items")
  func severalOutputs() async throws {
    let run = await Kernel().test("m1 = model mlp [3,8,2] like=reward")
    #expect(run.problem?.message.contains("one score") == true)
  }
}
