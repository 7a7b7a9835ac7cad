import Diagnostics
import Tensors
import Testing

@Suite struct DetectionScoresTests {
  /// Numbers of a few different values, so that many are equal, or of many.
  private func groups(_ seed: UInt64) -> (inside: [Double], outside: [Double]) {
    var random = RandomStream(seed: seed)
    let levels = seed % 2 == 0 ? 6.0 : 1e9
    let inside = (0..<Int(2 + seed % 23)).map { _ in (levels * random.uniform()).rounded() }
    let outside = (0..<Int(2 + seed % 17)).map { _ in
      (levels * (0.3 + random.uniform())).rounded()
    }
    return (inside, outside)
  }

  @Test("the area and its error are those over all pairs", arguments: 0..<40 as Range<UInt64>)
  func allPairs(seed: UInt64) throws {
    let (inside, outside) = groups(seed)
    let scores = try DetectionScores(inside: inside, outside: outside)
    let kernel = { (x: Double, y: Double) -> Double in x < y ? 1 : x == y ? 0.5 : 0 }
    let rows = inside.map { x in outside.map { kernel(x, $0) }.reduce(0, +) / Double(outside.count)
    }
    let columns = outside.map { y in
      inside.map { kernel($0, y) }.reduce(0, +) / Double(inside.count)
    }
    let area = rows.reduce(0, +) / Double(rows.count)
    var variance = 0.0
    for places in [rows, columns] {
      let squares = places.map { ($0 - area) * ($0 - area) }.reduce(0, +)
      variance += squares / Double((places.count - 1) * places.count)
    }
    #expect(abs(scores.auroc - area) < 1e-14)
    #expect(abs(try #require(scores.aurocError) - variance.squareRoot()) < 1e-13)

    // The trapezoids under the curve are the same area.
    var trapezoids = 0.0
    for (one, next) in zip(scores.curve, scores.curve.dropFirst()) {
      let height = (one.truePositiveRate + next.truePositiveRate) / 2
      trapezoids += (next.falsePositiveRate - one.falsePositiveRate) * height
    }
    #expect(abs(trapezoids - area) < 1e-13)
    let exchanged = try DetectionScores(inside: outside, outside: inside)
    #expect(abs(scores.auroc + exchanged.auroc - 1) < 1e-14)
    let mirrored = try DetectionScores(inside: outside.map { -$0 }, outside: inside.map { -$0 })
    #expect(abs(mirrored.auprIn - scores.auprOut) < 1e-14)
  }

  @Test(
    "rates and precisions are those counted at every threshold", arguments: 0..<40 as Range<UInt64>)
  func thresholds(seed: UInt64) throws {
    let (inside, outside) = groups(seed)
    let scores = try DetectionScores(inside: inside, outside: outside)
    let thresholds = Set(inside + outside).sorted()
    let rate = { (group: [Double], limit: Double) in
      Double(group.count { $0 <= limit }) / Double(group.count)
    }
    let allowed = thresholds.filter { rate(inside, $0) >= 0.95 - 1e-12 }
    #expect(scores.falsePositiveRateAt95 == allowed.map { rate(outside, $0) }.min())
    var (precision, recall) = (0.0, 0.0)
    for limit in thresholds {
      let hits = Double(inside.count { $0 <= limit })
      let all = hits + Double(outside.count { $0 <= limit })
      precision += (hits / Double(inside.count) - recall) * hits / all
      recall = hits / Double(inside.count)
    }
    #expect(abs(scores.auprIn - precision) < 1e-14)
  }

  @Test("small examples have the figures that one counts by hand")
  func byHand() throws {
    let perfect = try DetectionScores(inside: [1, 2], outside: [3, 4])
    #expect(perfect.auroc == 1 && perfect.aurocError == 0 && perfect.falsePositiveRateAt95 == 0)
    #expect(perfect.auprIn == 1 && perfect.auprOut == 1)
    // Pairs: 1 < 2, 1 < 3, 3 > 2, 3 = 3: (1 + 1 + 0 + ½)/4.
    let mixed = try DetectionScores(inside: [1, 3], outside: [2, 3])
    #expect(mixed.auroc == 0.625 && mixed.falsePositiveRateAt95 == 1)
    // Precision 1 at recall ½, then 2/4 at recall 1.
    #expect(mixed.auprIn == 0.75)
    let constant = try DetectionScores(inside: [1, 1, 1], outside: [1])
    #expect(constant.auroc == 0.5 && constant.aurocError == nil)
    #expect(constant.auprIn == 0.75 && constant.auprOut == 0.25)
  }

  @Test("no examples and no numbers are refused")
  func refused() {
    #expect(throws: DiagnosticsError.noPredictions) {
      try DetectionScores(inside: [], outside: [1])
    }
    #expect(throws: DiagnosticsError.notANumber(row: 2)) {
      try DetectionScores(inside: [1, .nan], outside: [1])
    }
  }
}
