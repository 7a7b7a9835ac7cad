import Foundation
import Notebook
import Parallelism
import Testing

/// What a cell gave, sorted for tests.
struct KernelRun {
  let status: CellOutput.Status
  /// The lines of the results: what a script would find on standard output.
  let results: [String]
  /// The lines of receipts.
  let receipts: [String]
  /// The problem that ended the cell.
  let problem: Problem?
  /// The warnings.
  let warnings: [Problem]

  init(_ output: CellOutput) {
    status = output.status
    var results: [String] = []
    var receipts: [String] = []
    var problem: Problem?
    var warnings: [Problem] = []
    for item in output.items {
      switch item {
      case .result(let block): results += block.lines(RenderingOptions())
      case .receipt(let text): receipts.append(text)
      case .problem(let found, _): problem = found
      case .warning(let found): warnings.append(found)
      }
    }
    (self.results, self.receipts, self.problem, self.warnings) =
      (results, receipts, problem, warnings)
  }

  /// The results as one line, as if nothing had been wrapped.
  var words: String {
    results.flatMap { $0.split(separator: " ") }.joined(separator: " ")
  }

  /// The JSON objects among the results, one for each line that is one.
  var json: [[String: Any]] {
    results.compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}

extension Kernel {
  /// Runs a cell and sorts what it gave.
  func test(_ source: String, cancellation: Cancellation = Cancellation()) -> KernelRun {
    KernelRun(run(source, cancellation: cancellation))
  }

  /// A session with data `d1`, a trained model `m1` and a posterior `p1`.
  static func withPosterior(folder: String = "", like: String = "classification") async -> Kernel {
    let kernel = Kernel(folder: folder)
    let isClassification = like == "classification"
    _ = await kernel.test(
      isClassification
        ? """
        set scalar=double
        d1 = load iris
        m1 = model mlp [4,5,3] seed=1
        train m1 on=d1 epochs=60
        p1 = fit m1 on=d1
        """
        : """
        set scalar=double
        d1 = load synth sinusoid n=40 seed=2
        m1 = model mlp [1,8,1] like=regression seed=1
        train m1 on=d1 epochs=60
        p1 = fit m1 on=d1 noise=0.3
        """)
    return kernel
  }

  /// Expects that each line is refused at a place with some words, in a few lines, and that all of them
  /// leave the session as it was.
  func expectRefusals(
    _ mistakes: [(line: String, place: String, says: String)],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let before = test("show").results
    for (line, place, says) in mistakes {
      let run = test(line)
      let problem = try #require(run.problem, "\(line)", sourceLocation: location)
      #expect(
        problem.message.contains(says), "\(line): \(problem.message)", sourceLocation: location)
      let characters = Array(line)
      #expect(
        problem.range.map { String(characters[$0]) } == place, "\(line)",
        sourceLocation: location)
      #expect(problem.lines(source: line).count <= 5, "\(line)", sourceLocation: location)
    }
    #expect(test("show").results == before, sourceLocation: location)
  }
}
