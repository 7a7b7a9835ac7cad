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
    #expect(run.problem == nil, "\(String(describing: run.problem))")
    let prediction = try #require(run.json.first)
    let scores = try #require(run.json.last)
    let means = try #require(prediction["mean"] as? [[Double]])
    let variances = try #require(prediction["variance"] as? [[Double]])
    let data = try Generator.sinusoid(count: 60, noise: 0.3).dataset(seed: 2)
    guard case .values(let targets) = data.targets else { return }
    var (nll, squares, inside) = (0.0, 0.0, 0)
    for row in 0..<60 {
      let variance = variances[row][0] + .exp(means[row][1])
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
