import Parallelism

/// Measures pieces of work and prints one JSON object per line: what, how large, and the figure.
@main
struct Benchmarks {
  static func main() async throws {
    MemoryReuse.begin()
    let wanted = Array(CommandLine.arguments.dropFirst())
    if wanted.first == "reference", wanted.count > 1 {
      return try ReferenceBenchmark(folder: wanted[1], words: Array(wanted.dropFirst(2))).run()
    }
    if wanted.isEmpty || wanted.contains("grid") { try EvidenceGridBenchmark().run() }
    if wanted.isEmpty || wanted.contains("explore") { await ExploreBenchmark().run() }
    if wanted.isEmpty || wanted.contains("screen") { try ScreenBenchmark().run() }
  }

  /// The shortest of several runs in seconds.
  static func seconds(runs: Int, _ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<runs {
      best = min(best, try clock.measure { try work() } / .seconds(1))
    }
    return best
  }
}
