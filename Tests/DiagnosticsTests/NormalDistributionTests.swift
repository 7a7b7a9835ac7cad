import Diagnostics
import RealModule
import Tensors
import Testing

@Suite struct NormalDistributionTests {
  @Test(
    "quantiles of the tables",
    arguments: [
      (0.5, 0), (0.75, 0.674_489_750_196_081_7), (0.975, 1.959_963_984_540_054),
      (0.995, 2.575_829_303_548_901), (0.84, 0.994_457_883_209_753_1),
      (1e-10, -6.361_340_902_404_056),
    ])
  func quantiles(probability: Double, expected: Double) {
    #expect(
      abs(NormalDistribution.quantile(probability) - expected) < 1e-14 * max(1, abs(expected)))
  }

  @Test("the quantile inverts the cumulative", arguments: 0..<100)
  func inverse(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let x = -37 + 37 * random.uniform()
    let back = NormalDistribution.quantile(NormalDistribution.cumulative(x))
    #expect(abs(back - x) < 1e-13 * max(1, abs(x)))
  }

  @Test("quantiles are odd about one half and rise", arguments: 1..<500)
  func symmetry(thousandths: Int) {
    // Powers of two, so that 1 - p is exact.
    let p = Double(thousandths) / 1024
    #expect(NormalDistribution.quantile(p) == -NormalDistribution.quantile(1 - p))
    #expect(NormalDistribution.quantile(p) < NormalDistribution.quantile(p + 1 / 1024))
  }

  @Test("the ends are infinite, and outside there is nothing")
  func ends() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(-0.1).isNaN && NormalDistribution.quantile(.nan).isNaN)
    #expect(NormalDistribution.quantile(.leastNonzeroMagnitude).isFinite)
  }

  @Test("the density is the slope of the cumulative", arguments: -8...8)
  func slope(half: Int) {
    let x = Double(half) / 2
    let h = 1e-5
    let slope =
      (NormalDistribution.cumulative(x + h) - NormalDistribution.cumulative(x - h)) / (2 * h)
    #expect(abs(slope - NormalDistribution.density(x)) < 1e-9)
  }
}
