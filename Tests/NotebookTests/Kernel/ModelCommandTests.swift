import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct ModelCommandTests {
  @Test(
    "networks of images learn the digits",
    arguments: [
      ("lenet [1,8,8,10]", "1x8x8-conv6-conv16-120-84-10 tanh avgpool2d"),
      (
        "resnet [1,8,8,10] width=6 blocks=2",
        "1x8x8-conv6-res6-res12-10 batchnorm relu avgpool2d"
      ),
    ])
  func digits(network: String, architecture: String) async throws {
    let kernel = Kernel()
    let made = await kernel.test(
      """
      d0 = load digits
      d1, d2 = split d0 frac=[25%,25%] seed=1 constant=keep
      m1 = model \(network)
      """)
    #expect(made.problem == nil)
    #expect(made.receipts.last?.contains(architecture) == true, "\(made.receipts)")
    let run = await kernel.test(
      "train m1 on=d1 epochs=10 batch=16 lr=5e-3 prior=0.1\ncalibrate map(m1) on=d2 | json")
    let scores = try #require(run.json.last)
    #expect(try #require(scores["accuracy"] as? Double) > 0.8)
  }

  @Test("a model with statistics and frozen weights is saved and opened as it is")
  func savedModel() async throws {
    try await withTemporaryFolder { folder in
      let kernel = Kernel(folder: folder)
      let run = await kernel.test(
        """
        d1 = load synth sinusoid n=40 seed=2
        m1 = model resnet [1,1,1,1] width=3 blocks=1 like=regression(noise=[0.4])
        m2 = freeze m1 params=[0.weight] modules=[3.body,7]
        m3 = train m2 on=d1 epochs=20 batch=7
        save m3 net.safetensors
        m4 = open net.safetensors
        predict map(m3) on=d1 | json
        predict map(m4) on=d1 | json
        show m4 | json
        """)
      #expect(run.problem == nil, "\(String(describing: run.problem))")
      #expect(run.results[0] == run.results[1])
      let model = try #require(run.json.last)
      #expect(model["likelihood"] as? String == "regression(noise=[0.4])")
      let frozen = try #require(model["frozen"] as? [String])
      #expect(frozen.first == "0.weight")
      #expect(frozen.contains("3.body.1.bias") && frozen.contains("7.weight"))
      // 0.weight, all six of the body, and both of the last layer.
      #expect(frozen.count == 9)
    }
  }

  @Test("frozen weights do not move, and thawed ones do")
  func freezing() async throws {
    let kernel = Kernel()
    let run = await kernel.test(
      """
      d1 = load iris
      m1 = model mlp [4,5,3]
      m2 = freeze m1 modules=[0]
      m3 = train m2 on=d1 epochs=5
      m4 = freeze m3 +none params=[2.bias]
      m5 = train m4 on=d1 epochs=5
      show m1 | csv
      show m3 | csv
      show m5 | csv
      """)
    #expect(run.problem == nil)
    let rows = run.results.filter { $0.contains(".") && !$0.hasPrefix("tensor") }
    #expect(rows.count == 12)
    let moved = { (before: Int, after: Int) in (0..<4).map { rows[before + $0] != rows[after + $0] }
    }
    #expect(moved(0, 4) == [false, false, true, true])
    #expect(moved(4, 8) == [true, true, true, false])
    #expect(run.receipts.contains { $0.contains("2 of 4 tensors frozen") })
  }

  /// A line with a mistake, and words that say what is wrong.
  static let mistakes: [(String, [String])] = [
    ("freeze m1", ["params=", "modules of m1: 0, 2"]),
    ("freeze m1 params=[1.bias]", ["'1.bias'", "0.weight, 0.bias, 2.weight, 2.bias"]),
    ("freeze m1 modules=[1]", ["'1'", "0, 2"]),
    ("model lenet [1,8,8]", ["four sizes", "3"]),
    ("model lenet [1,2,2,3]", ["avgpool2d", "window"]),
    ("model resnet [1,99999999,99999999,3]", ["too large"]),
    ("model resnet [9999,8,8,3] width=4096", ["100 million"]),
    ("model mlp [4,1000000000000]", ["100 million"]),
    ("model mlp [4,3] width=3", ["resnet"]),
    ("model mlp [4,3] like=heteroscedastic", ["variances", "3"]),
    ("model mlp [4,1] like=classification", ["two outputs"]),
    ("model mlp [4,3] like=regression(noise=[1,2])", ["2 noises", "3"]),
    ("model mlp [4,3] like=regression(noise=[1,0,2])", ["noise", "0"]),
  ]

  @Test("a mistake is refused in words, and nothing changes", arguments: mistakes.map(\.0))
  func mistaken(source: String) async throws {
    let (_, words) = try #require(Self.mistakes.first { $0.0 == source })
    let kernel = Kernel()
    _ = await kernel.test("m1 = model mlp [4,5,3]")
    let run = await kernel.test(source)
    let problem = try #require(run.problem)
    #expect(problem.range != nil)
    let text = problem.lines(source: source).joined(separator: " ")
    for word in words { #expect(text.contains(word), "\(text)") }
  }
}
