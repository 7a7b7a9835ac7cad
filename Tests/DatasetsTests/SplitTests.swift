import Datasets
import Tensors
import Testing

@Suite struct SplitTests {
  @Test("parts are disjoint, cover all rows and have the sizes asked for", arguments: 0..<20)
  func partition(seed: UInt64) throws {
    let count = 10 + Int(seed) * 7
    let parts = try Split(count: count, fractions: [0.7, 0.2, 0.1], seed: seed).parts
    #expect(parts.flatMap(\.self).sorted() == Array(0..<count))
    for (part, fraction) in zip(parts, [0.7, 0.2, 0.1]) {
      #expect(abs(Double(part.count) - fraction * Double(count)) < 1)
      #expect(part == part.sorted())
    }
  }

  @Test("fractions below 1 leave rows over")
  func remainder() throws {
    let parts = try Split(count: 100, fractions: [0.5, 0.25], seed: 1).parts
    #expect(parts.map(\.count) == [50, 25])
  }

  @Test("a stratified split keeps the share of every class", arguments: 0..<20)
  func stratified(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let labels = (0..<200).map { _ in random.uniform() < 0.1 ? 1 : 0 }
    let fractions = [0.6, 0.4]
    let parts = try Split(labels: labels, classCount: 2, fractions: fractions, seed: seed).parts
    for label in 0..<2 {
      let total = labels.count { $0 == label }
      for (part, fraction) in zip(parts, fractions) {
        let count = part.count { labels[$0] == label }
        #expect(abs(Double(count) - fraction * Double(total)) < 1)
      }
    }
    #expect(parts.flatMap(\.self).sorted() == Array(0..<200))
  }

  @Test("seeds decide")
  func seeds() throws {
    let first = try Split(count: 50, fractions: [0.5, 0.5], seed: 1)
    #expect(try first == Split(count: 50, fractions: [0.5, 0.5], seed: 1))
    #expect(try first != Split(count: 50, fractions: [0.5, 0.5], seed: 2))
  }

  @Test("a part without rows is refused")
  func emptyPart() {
    #expect(throws: DatasetError.emptyPart(fraction: 0.1, count: 3)) {
      try Split(count: 3, fractions: [0.9, 0.1], seed: 1)
    }
  }

  @Test(
    "impossible fractions are refused",
    arguments: [[], [0.5, 0.6], [-0.5, 0.5], [0, 1], [.nan], [1e300]])
  func badFractions(fractions: [Double]) {
    #expect(throws: DatasetError.self) { try Split(count: 10, fractions: fractions, seed: 1) }
  }

  @Test("data sets are split along with their targets")
  func datasets() throws {
    let parts = try EmbeddedTable.iris.dataset().split(
      fractions: [0.8, 0.2], stratified: true, seed: 1)
    #expect(parts.map(\.count) == [120, 30])
    guard case .classes(let labels, 3) = parts[1].targets else {
      Issue.record("three classes expected")
      return
    }
    #expect((0..<3).allSatisfy { label in labels.count { $0 == label } == 10 })
  }

  @Test("an epoch has every row once, in batches of one size but the last", arguments: 1..<30)
  func batches(size: Int) throws {
    let batches = try Batches(count: 23, size: size, order: .shuffled(seed: 5))
    let rows = batches.rows(inEpoch: 2)
    #expect(rows.count == batches.batchCount)
    #expect(rows.flatMap(\.self).sorted() == Array(0..<23))
    #expect(rows.dropLast().allSatisfy { $0.count == size })
    #expect(rows == batches.rows(inEpoch: 2))
  }

  @Test("epochs differ when shuffled, and are the data set's order when not")
  func order() throws {
    let shuffled = try Batches(count: 30, size: 30, order: .shuffled(seed: 1))
    #expect(Set((0..<20).map { shuffled.rows(inEpoch: $0)[0] }).count == 20)
    let next = try Batches(count: 30, size: 30, order: .shuffled(seed: 2))
    #expect(shuffled.rows(inEpoch: 1) != next.rows(inEpoch: 0))
    #expect(try Batches(count: 3, size: 2).rows(inEpoch: 7) == [[0, 1], [2]])
    #expect(throws: DatasetError.self) { try Batches(count: 3, size: 0) }
    #expect(try Batches(count: 3, size: .max).rows(inEpoch: 0) == [[0, 1, 2]])
  }
}
