import Foundation
import Testing
import TextPlots

@Suite struct AxisTests {
  private func axis(
    _ low: Double, _ high: Double, scale: AxisScale = .linear, length: Int = 68,
    direction: Axis.Direction = .horizontal
  ) throws -> Axis {
    Axis(try #require(AxisDomain([low, high], scale: scale)), length: length, direction: direction)
  }

  private func expectLaws(_ axis: Axis) {
    let values = axis.ticks.map(\.value)
    let labels = axis.ticks.map(\.label)
    let slack = 1e-9 * (axis.domain.upper - axis.domain.lower)
    #expect(values.allSatisfy { $0 >= axis.domain.lower - slack || axis.domain.scale == .log10 })
    #expect(values.allSatisfy { axis.cell(of: $0) != nil })
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    #expect(Set(labels).count == labels.count)
    #expect(labels.allSatisfy { $0.count <= 8 })
  }

  @Test(
    "ticks lie inside, ascend and have distinct labels of at most eight cells", arguments: 0..<60)
  func linearLaws(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for direction in [Axis.Direction.horizontal, .vertical] {
      let magnitude = pow(10, random.uniform(-300...300))
      let offset = random.uniform(-1...1) * magnitude
      let span = magnitude * pow(10, random.uniform(-11...0))
      let length =
        direction == .horizontal
        ? Int.random(in: 40...120, using: &random)
        : Int.random(in: 6...40, using: &random)
      let axis = try axis(offset, offset + span, length: length, direction: direction)
      expectLaws(axis)
      #expect(axis.ticks.count >= 2, "\(axis.domain.lower)...\(axis.domain.upper) \(length)")
    }
  }

  @Test("labels with their note give the numbers back", arguments: 0..<30)
  func labelsAreTrue(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let low = random.uniform(-9000...9000)
    let axis = try axis(low, low + random.uniform(0.5...5000))
    for tick in axis.ticks where axis.note.isEmpty {
      let shown = try #require(Double(tick.label))
      #expect(abs(shown - tick.value) <= 1e-9 * max(1, abs(tick.value)))
    }
  }

  @Test("the ticks of known ranges are the published ones")
  func knownRanges() throws {
    let evidence = try axis(-707.6, -310.2, length: 15, direction: .vertical)
    #expect(evidence.ticks.map(\.label) == ["-700", "-600", "-500", "-400"])
    let small = try axis(0.031, 0.094, length: 15, direction: .vertical)
    #expect(small.ticks.count >= 3)
  }

  @Test("long numbers give away a factor or an offset")
  func notes() throws {
    let notes = try [(0, 5e6), (1e6 + 0.1, 1e6 + 0.9), (-1e6 - 0.9, -1e6 - 0.1), (0, 100)]
      .map { try axis($0, $1).note }
    #expect(notes == ["×10⁶", "+1000000", "-1000001", ""])
  }

  @Test("a logarithmic axis of two decades or more has only powers of ten", arguments: 0..<60)
  func decades(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = random.uniform(-290...250)
    let span = seed.isMultiple(of: 2) ? random.uniform(2...12) : random.uniform(2...40)
    let axis = try axis(pow(10, start), pow(10, start + span), scale: .log10)
    expectLaws(axis)
    #expect(axis.ticks.count >= 2)
    #expect(axis.ticks.allSatisfy { $0.label.hasPrefix("10") })
    #expect(axis.ticks.allSatisfy { abs(log10($0.value) - log10($0.value).rounded()) < 1e-9 })
    let whole = try self.axis(1e-300, 1e300, scale: .log10)
    #expect(whole.ticks.count >= 3)
    expectLaws(whole)
  }

  @Test("short logarithmic axes have ticks as well", arguments: 0..<60)
  func shortLogarithms(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = random.uniform(-5...5)
    let axis = try axis(
      pow(10, start), pow(10, start + random.uniform(0.01...2)), scale: .log10)
    expectLaws(axis)
    #expect(axis.ticks.count >= 1)
  }

  @Test("a single number gets a range around it")
  func degenerate() throws {
    let domain = try #require(AxisDomain([0.42]))
    #expect(abs(domain.lower - 0.399) < 1e-12 && abs(domain.upper - 0.441) < 1e-12)
    let zero = try #require(AxisDomain([0, 0]))
    #expect(zero.lower == -1e-12 && zero.upper == 1e-12)
    #expect(AxisDomain([Double.nan, .infinity]) == nil)
    #expect(AxisDomain([0, -1], scale: .log10) == nil)
  }
}
