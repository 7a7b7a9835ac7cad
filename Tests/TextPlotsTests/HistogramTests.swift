import Testing
import TextPlots

@Suite struct HistogramTests {
  @Test("every value is counted once, between the edges of its interval", arguments: 0..<40)
  func counts(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let values = (0..<Int(1 + random.next() % 500)).map { _ in
      seed.isMultiple(of: 2) ? random.normal() * 1e-6 : (random.uniform() * 20).rounded() / 20
    }
    let bins = try #require(HistogramCounts(Histogram(values: values), limit: 18))
    #expect(bins.counts[0].reduce(0, +) == values.count)
    #expect((1...18).contains(bins.edges.count - 1))
    for (bin, count) in bins.counts[0].enumerated() {
      let isLast = bin == bins.counts[0].count - 1
      let expected = values.count {
        $0 >= bins.edges[bin] && ($0 < bins.edges[bin + 1] || isLast && $0 <= bins.edges[bin + 1])
      }
      #expect(count == expected)
    }
  }

  @Test("there are at least four intervals where values differ", arguments: 0..<20)
  func enough(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let values = (0..<200).map { _ in random.normal() }
    let bins = try #require(HistogramCounts(Histogram(values: values), limit: 18))
    #expect(bins.edges.count >= 5)
  }
}
