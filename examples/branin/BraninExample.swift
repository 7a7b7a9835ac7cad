import Laplace
import NeuralNetworks
import Tensors

/// Looks for the minimum of a function of two numbers in few evaluations: a network learns it, its
/// posterior says where an evaluation promises most, and random search is the measure.
@main
struct BraninExample {
  private static let initialCount = 20
  private static let stepCount = 40

  static func main() throws {
    let seed = CommandLine.arguments.dropFirst().first.flatMap { UInt64($0) } ?? 0
    var random = RandomStream(seed: seed)
    let initial = (0..<initialCount).map { _ in randomPoint(using: &random) }
    let values = initial.map(Branin.value)
    let searched =
      values + (0..<stepCount).map { _ in Branin.value(at: randomPoint(using: &random)) }
    let optimized = try optimize(from: initial, values, seed: seed, using: &random)

    print("evaluations  expected improvement  random search")
    for count in stride(from: initialCount, through: initialCount + stepCount, by: 5) {
      print(
        padded("\(count)", to: 11), padded(rounded(best(optimized, count)), to: 21),
        padded(rounded(best(searched, count)), to: 14))
    }
    print(
      "regret: \(rounded(best(optimized, optimized.count) - Branin.minimum)) against "
        + rounded(best(searched, searched.count) - Branin.minimum))
  }

  /// All values in the order of evaluation.
  private static func optimize(
    from initial: [[Double]], _ initialValues: [Double], seed: UInt64,
    using random: inout RandomStream
  ) throws -> [Double] {
    var (points, values) = (initial, initialValues)
    var surrogate = try Surrogate(
      Surrogate.network(seed: seed), settings: PosteriorSettings(noise: 0.1), epochs: 1000,
      points: points, values: values)
    for _ in 0..<stepCount {
      let next = try ExpectedImprovement(surrogate: surrogate)
        .maximum(starts: 200, climbers: 5, using: &random)
      points.append(next)
      values.append(Branin.value(at: next))
      surrogate = try Surrogate(
        surrogate.posterior.model, settings: surrogate.posterior.settings, epochs: 300,
        points: points, values: values)
    }
    return values
  }

  private static func randomPoint(using random: inout RandomStream) -> [Double] {
    (0..<2).map { _ in 2 * random.uniform() - 1 }
  }

  private static func best(_ values: [Double], _ count: Int) -> Double {
    values.prefix(count).min() ?? .infinity
  }

  private static func rounded(_ number: Double) -> String {
    "\((number * 1000).rounded() / 1000)"
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
