import Tensors
import Testing

@Suite struct RandomStreamTests {
  @Test("normal draws have the moments of the standard normal")
  func moments() {
    var random = RandomStream(seed: 3)
    let draws = (0..<100_000).map { _ in random.normal() }
    let mean = draws.reduce(0, +) / 100_000
    let variance = draws.reduce(0) { $0 + $1 * $1 } / 100_000
    #expect(abs(mean) < 5 / 316)
    #expect(abs(variance - 1) < 5 * 1.41 / 316)
  }

  @Test("a seed always gives the same stream, another seed another one")
  func repeatability() {
    var first = RandomStream(seed: 7)
    var second = RandomStream(seed: 7)
    var other = RandomStream(seed: 8)
    let draws = (0..<10).map { _ in first.next() }
    #expect(draws == (0..<10).map { _ in second.next() })
    #expect(draws != (0..<10).map { _ in other.next() })
  }

  @Test("a permutation holds every number once", arguments: 0..<50)
  func permutation(count: Int) {
    var random = RandomStream(seed: UInt64(count))
    #expect(random.permutation(count).sorted() == Array(0..<count))
  }
}
