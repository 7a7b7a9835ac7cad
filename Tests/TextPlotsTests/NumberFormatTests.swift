import Foundation
import Testing
import TextPlots

@Suite struct NumberFormatTests {
  @Test(
    "significant digits without trailing zeros",
    arguments: [
      (4.98, "4.98"), (-310.2, "-310.2"), (-328.0, "-328"), (0.398, "0.398"), (1e-4, "1e-4"),
      (0.0012345, "0.001235"), (12345.6, "12346"), (999_999.6, "1e6"), (1_234_567, "1.235e6"),
      (0, "0"), (-0.0, "0"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
      (9.9996, "10"), (1e300, "1e300"), (Double.leastNonzeroMagnitude, "5e-324"),
    ])
  func significant(x: Double, text: String) {
    #expect(NumberFormat.formatted(x) == text)
  }

  @Test("fixed decimals round half away from zero as the decimal is read")
  func fixed() {
    #expect(NumberFormat.fixed(0.15, decimals: 1) == "0.2")
    #expect(NumberFormat.fixed(-0.004, decimals: 2) == "0.00")
    #expect(NumberFormat.fixed(0.04, decimals: 2, signed: true) == "+0.04")
    #expect(NumberFormat.fixed(-0.996, decimals: 2, signed: true) == "-1.00")
    #expect(NumberFormat.fixed(1234.5, decimals: 0) == "1235")
  }

  @Test("the shortest text reads back as the same number", arguments: 0..<20)
  func shortestReadsBack(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let x = Double(bitPattern: random.next())
      guard x.isFinite else { continue }
      #expect(Double(NumberFormat.shortest(x)) == x)
    }
    #expect(NumberFormat.shortest(1) == "1")
    #expect(NumberFormat.shortest(0.1) == "0.1")
  }

  @Test("fixed decimals agree with the C library where rounding is not a tie", arguments: 0..<20)
  func fixedAgrees(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for decimals in 0...6 {
      let x = random.uniform(-1000...1000)
      #expect(NumberFormat.fixed(x, decimals: decimals) == String(format: "%.\(decimals)f", x))
    }
  }

  @Test("powers of ten")
  func powers() {
    #expect(NumberFormat.power(ofTen: -4) == "10⁻⁴")
    #expect(NumberFormat.power(ofTen: 13) == "10¹³")
    #expect(NumberFormat.power(ofTen: -4, ascii: true) == "1e-4")
  }
}
