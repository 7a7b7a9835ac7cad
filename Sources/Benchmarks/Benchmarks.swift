import Curvature
import Datasets
import Laplace
import NeuralNetworks
import Tensors

/// Times pieces of work and prints one JSON object per line: what, how large, seconds of the best run,
/// number of runs.
@main
struct Benchmarks {
  static func main() throws {
    try EvidenceGridBenchmark().run()
  }

  /// The shortest of several runs in seconds.
  static func seconds(runs: Int, _ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<runs {
      let time = try clock.measure { try work() }
      best = min(
        best, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    }
    return best
  }
}
