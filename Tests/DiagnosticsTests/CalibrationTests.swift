import Diagnostics
import Tensors
import Testing

@Suite struct CalibrationTests {
  @Test("bins are open below and closed above, at every edge", arguments: 1...40)
  func edges(binCount: Int) throws {
    for edge in 1...binCount {
      let confidence = Double(edge) / Double(binCount)
      let bins = try ReliabilityBins(
        confidences: [confidence, confidence.nextUp], correct: [true, true], binCount: binCount
      ).bins
      #expect(bins[edge - 1].count == (edge == binCount ? 2 : 1))
      if edge < binCount { #expect(bins[edge].count == 1) }
    }
    let zero = try ReliabilityBins(confidences: [0], correct: [true], binCount: binCount)
    #expect(zero.bins[0].count == 1)
  }

  @Test("bins, errors and means of four predictions are as by hand")
  func byHand() throws {
    let reliability = try ReliabilityBins(
      confidences: [0.3, 0.4, 0.9, 0.7], correct: [false, true, true, true], binCount: 2)
    let bins = reliability.bins
    #expect(bins.map(\.count) == [2, 2])
    #expect(bins[0].low == 0 && bins[0].high == 0.5 && bins[1].high == 1)
    #expect(abs(bins[0].meanConfidence - 0.35) < 1e-15 && bins[0].accuracy == 0.5)
    #expect(abs(bins[1].meanConfidence - 0.8) < 1e-15 && bins[1].accuracy == 1)
    #expect(abs(reliability.expectedCalibrationError - 0.175) < 1e-15)
    #expect(abs(reliability.maximumCalibrationError - 0.2) < 1e-15)
  }

  @Test("empty bins weigh nothing; without predictions there is no error to state")
  func emptyBins() throws {
    let one = try ReliabilityBins(confidences: [1], correct: [true])
    #expect(one.bins.count == 15 && one.expectedCalibrationError == 0)
    #expect(one.bins[0].accuracy.isNaN && one.bins[0].gap == 0)
    let none = try ReliabilityBins(confidences: [], correct: [])
    #expect(none.expectedCalibrationError.isNaN && none.maximumCalibrationError.isNaN)
  }

  @Test("calibrated predictions have a calibration error near 0", arguments: 0..<10)
  func calibrated(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let confidences = (0..<20_000).map { _ in random.uniform() }
    let correct = confidences.map { random.uniform() < $0 }
    let reliability = try ReliabilityBins(confidences: confidences, correct: correct)
    // Each gap has a deviation of about sqrt(p (1 - p) 15 / 20000), below 0.014.
    #expect(reliability.expectedCalibrationError < 0.02)
    #expect(
      reliability.expectedCalibrationError <= reliability.maximumCalibrationError)
    #expect(reliability.count == 20_000)
    let overconfident = try ReliabilityBins(
      confidences: confidences.map { ($0 + 1) / 2 }, correct: correct)
    #expect(overconfident.expectedCalibrationError > 0.2)
  }

  @Test("an interval holds its rate and stays within 0 and 1", arguments: 1...30)
  func wilson(trials: Int) {
    for successes in 0...trials {
      let interval = WilsonInterval(successes: successes, trials: trials)
      let rate = Double(successes) / Double(trials)
      #expect(interval.low >= 0 && interval.low <= rate)
      #expect(interval.high <= 1 && interval.high >= rate)
      let mirrored = WilsonInterval(successes: trials - successes, trials: trials)
      #expect(abs(mirrored.low - (1 - interval.high)) < 1e-14)
      let narrower = WilsonInterval(successes: successes, trials: trials, level: 0.5)
      #expect(narrower.high - narrower.low < interval.high - interval.low)
    }
  }

  @Test("an end of the interval is a rate at which the count is just at the quantile")
  func wilsonEquation() {
    // The defining equation: (p - end)^2 = z^2 end (1 - end) / n.
    let interval = WilsonInterval(successes: 7, trials: 20)
    let z = NormalDistribution.quantile(0.975)
    for end in [interval.low, interval.high] {
      #expect(abs((0.35 - end) * (0.35 - end) - z * z * end * (1 - end) / 20) < 1e-14)
    }
    #expect(WilsonInterval(successes: 0, trials: 0).high == 1)
  }

  @Test("numbers that are no confidences are refused")
  func refused() {
    #expect(throws: DiagnosticsError.notAProbability(row: 2, value: 1.5)) {
      try ReliabilityBins(confidences: [0.5, 1.5], correct: [true, true])
    }
    #expect(throws: DiagnosticsError.self) {
      try ReliabilityBins(confidences: [.nan], correct: [true])
    }
    #expect(throws: DiagnosticsError.countMismatch(predictions: 1, targets: 2)) {
      try ReliabilityBins(confidences: [0.5], correct: [true, true])
    }
    #expect(throws: DiagnosticsError.binCount(0)) {
      try ReliabilityBins(confidences: [0.5], correct: [true], binCount: 0)
    }
  }
}
