import Notebook
import Testing

@Suite struct NumberRangeTests {
  @Test("a range has its count of numbers, in order, with the ends as written", arguments: 0..<60)
  func valuesLieBetweenEnds(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let start = Double.random(in: 1e-6...10, using: &random)
    let end = start * Double.random(in: 1.1...1e6, using: &random)
    let count = Int.random(in: 2...40, using: &random)
    let spacing: NumberRange.Spacing =
      random.chance(50) ? .logarithmic(count: count) : .linear(count: count)
    for range in [
      NumberRange(start, end, spacing: spacing), NumberRange(end, start, spacing: spacing),
    ] {
      let values = range.values
      #expect(values.count == count && range.count == count)
      #expect(values.first == range.start && values.last == range.end)
      #expect(values.sorted() == (range.start < range.end ? values : values.reversed()))
      let gaps = zip(values, values.dropFirst()).map {
        range.isLogarithmic ? $1 / $0 : $1 - $0
      }
      let (least, most) = (gaps.min() ?? 0, gaps.max() ?? 0)
      #expect(abs(most - least) <= 1e-9 * max(abs(most), abs(end)))
    }
  }

  @Test(
    "without a word the spacing follows the ends, and there are 21 numbers",
    arguments: [
      (1e-4, 1e4, true), (1, 100, true), (1, 99, false), (0, 1e6, false), (-4, 4, false),
      (1e4, 1, true),
    ])
  func automaticSpacing(start: Double, end: Double, isLogarithmic: Bool) {
    let range = NumberRange(start, end)
    #expect(range.isLogarithmic == isLogarithmic)
    #expect(range.values.count == 21)
  }

  @Test(
    "steps begin at the first end and never pass the last",
    arguments: [
      (0.0, 1.0, 0.25, [0, 0.25, 0.5, 0.75, 1]), (0, 1, 0.4, [0, 0.4, 0.8]),
      (1, 0, 0.5, [1, 0.5, 0]), (2, 2, 1, [2]),
    ])
  func steps(start: Double, end: Double, step: Double, values: [Double]) {
    #expect(NumberRange(start, end, spacing: .step(step)).values == values)
  }

  @Test("a tenth fits ten times into one, despite rounding")
  func tenths() {
    #expect(NumberRange(0, 1, spacing: .step(0.1)).values.count == 11)
  }

  @Test("ends far apart do not overflow")
  func farEnds() {
    let values = NumberRange(1e-300, 1e300, spacing: .logarithmic(count: 3)).values
    #expect(abs(values[1] - 1) < 1e-9)
  }
}
