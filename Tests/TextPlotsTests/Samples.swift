import Foundation
import TextPlots

/// Pictures such as the program draws.
enum Samples {
  /// Two log marginal likelihoods over the prior precision.
  static let evidence: Plot = {
    func curve(_ peak: Double, _ at: Double, _ left: Double, _ right: Double) -> [PlotPoint] {
      (0...80).map { step in
        let u = -4 + 0.1 * Double(step)
        let d = u - at
        return PlotPoint(x: pow(10, u), y: peak - (d < 0 ? left : right) * d * d)
      }
    }
    return .line(
      LinePlot(
        title: "two-moons  MLP 2-32-2  laplace=last",
        xAxis: PlotAxis("prior precision λ", scale: .log10), yAxis: PlotAxis("log p(D|λ)"),
        series: [
          Series("kron", points: curve(-310.2, 0.7, 9, 12), mark: .maximum),
          Series("diag", points: curve(-328, -0.4, 4, 11), mark: .maximum),
        ]))
  }()

  /// A predictive mean with two bands and the data.
  static let bands: Plot = {
    var random = SeededRandom(seed: 7)
    let x = (0...80).map { -4 + 0.1 * Double($0) }
    let mean = x.map { 0.8 * sin(1.3 * $0) }
    let deviation = x.map { 0.12 + 0.12 * max(0, abs($0) - 2) * max(0, abs($0) - 2) }
    func edge(_ k: Double) -> [Double] { zip(mean, deviation).map { $0 + k * $1 } }
    let data = (0..<26).map { _ -> PlotPoint in
      let u = random.uniform(-2.2...2.2)
      return PlotPoint(x: u, y: 0.8 * sin(1.3 * u) + 0.1 * random.normal())
    }
    return .line(
      LinePlot(
        title: "predict sine-gap  kron/all  λ=4.98  σ=0.11", xAxis: PlotAxis("x"),
        series: [
          Series("mean", points: zip(x, mean).map(PlotPoint.init)),
          Series("train (26)", points: data, kind: .points),
        ],
        ribbons: [
          Ribbon("±2σ", x: x, lower: edge(-2), upper: edge(2), level: .outer),
          Ribbon("±1σ", x: x, lower: edge(-1), upper: edge(1), level: .inner),
        ]))
  }()

  /// Two classes.
  static func scatter(count: Int) -> Plot {
    var random = SeededRandom(seed: 11)
    func moon(_ sign: Double) -> [PlotPoint] {
      (0..<count).map { _ in
        let angle = random.uniform(0...Double.pi)
        return PlotPoint(
          x: sign * cos(angle) + (sign < 0 ? 1 : 0) + 0.08 * random.normal(),
          y: sign * sin(angle) + (sign < 0 ? 0.5 : 0) + 0.08 * random.normal())
      }
    }
    return .line(
      LinePlot(
        title: "two-moons", xAxis: PlotAxis("x1"), yAxis: PlotAxis("x2"),
        series: [
          Series("class 0", points: moon(1), kind: .points),
          Series("class 1", points: moon(-1), kind: .points),
        ]))
  }

  static let histogram: Plot = {
    var random = SeededRandom(seed: 3)
    return .histogram(
      Histogram(
        title: "predictive variance on the test set", label: "predictive variance",
        values: (0..<1200).map { _ in abs(0.2 + 0.07 * random.normal()) }))
  }()

  static let twoGroups: Plot = {
    var random = SeededRandom(seed: 5)
    return .histogram(
      Histogram(
        title: "entropy, in and out of distribution", label: "entropy",
        groups: [
          .init("test", values: (0..<400).map { _ in abs(0.2 * random.normal()) }),
          .init("shifted", values: (0..<300).map { _ in 0.9 + 0.25 * random.normal() }),
        ]))
  }()

  static let reliability: Plot = {
    let counts = [12, 21, 34, 41, 55, 61, 88, 140, 231, 717]
    let accuracy = [0.08, 0.19, 0.29, 0.44, 0.49, 0.51, 0.6, 0.69, 0.78, 0.93]
    let gap = [-0.01, -0.03, -0.04, -0.09, -0.04, 0.04, 0.05, 0.06, 0.07, 0.03]
    let bins = counts.indices.map { index in
      let (p, n, z) = (accuracy[index], Double(counts[index]), 1.96)
      let center = (p + z * z / (2 * n)) / (1 + z * z / n)
      let half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
      return ReliabilityDiagram.Bin(
        low: Double(index) / 10, high: Double(index + 1) / 10, count: counts[index],
        meanConfidence: p + gap[index], accuracy: p, wilsonLow: center - half,
        wilsonHigh: center + half)
    }
    return .reliability(
      ReliabilityDiagram(
        title: "reliability of p1 on d1:test", bins: bins,
        summary: ["ECE 0.044   MCE 0.090   n 1400", "NLL 0.412   Brier 0.118"]))
  }()

  static let bars: Plot = .bars(
    BarChart(
      title: "negative log likelihood on the test set",
      bars: [
        .init("map", value: 0.512, error: 0.031), .init("diag / last", value: 0.447),
        .init("kron / last", value: 0.412, error: 0.024), .init("full / all", value: 0.398),
        .init("broken", value: .nan),
      ]))

  static let signedBars: Plot = .bars(
    BarChart(
      title: "gain over the map",
      bars: [
        .init("kron", value: 0.4), .init("diag", value: -0.25), .init("full", value: 0.75),
      ]))

  static let loss: Plot = {
    var random = SeededRandom(seed: 2)
    let points = (0..<4000).map { step in
      PlotPoint(
        x: Double(step), y: 1e5 * (0.3 + 2 * exp(-Double(step) / 500)) * exp(0.1 * random.normal()))
    }
    return .line(
      LinePlot(
        title: "training of m1", xAxis: PlotAxis("epoch"), yAxis: PlotAxis("loss"),
        series: [Series("", points: points)], verticalRules: [.init("stopped", x: 3000)]))
  }()

  /// The entropy of two classes with their data and the border between them.
  static let heatmap: Plot = {
    let x = (0..<60).map { -1.5 + 4 * Double($0) / 59 }
    let y = (0..<40).map { -1 + 2.5 * Double($0) / 39 }
    let logits = y.flatMap { (height: Double) -> [Double] in
      x.map { (place: Double) -> Double in
        let border = 0.25 + 0.5 * sin(2 * place + 1.5)
        return 3 * (height - border)
      }
    }
    let entropies = logits.map { (logit: Double) -> Double in
      let p = 1 / (1 + exp(-logit))
      let q = 1 - p
      return -p * log(p) - q * log(q)
    }
    guard case .line(let moons) = scatter(count: 12) else { return scatter(count: 12) }
    return .heatmap(
      Heatmap(
        title: "p1 on a grid", xAxis: PlotAxis("x1"), yAxis: PlotAxis("x2"), valueName: "entropy",
        x: x, y: y, values: entropies, points: moons.series,
        regions: logits.map { $0 < 0 ? 0 : 1 }))
  }()

  /// A difference around 0 over two logarithmic settings, with a hole.
  static let signedHeatmap: Plot = {
    let places = (0..<9).map { pow(10, -2 + 0.5 * Double($0)) }
    let values = (0..<81).map { (index: Int) -> Double in
      let (column, row) = (Double(index % 9 - 4), Double(index / 9 - 4))
      return index == 40 ? .nan : column + 0.25 * row
    }
    return .heatmap(
      Heatmap(
        title: "gain", xAxis: PlotAxis("prior", scale: .log10),
        yAxis: PlotAxis("temp", scale: .log10), valueName: "difference", x: places, y: places,
        values: values, ramp: .diverging,
        points: [Series("best", points: [PlotPoint(x: 100, y: 100)], kind: .points)]))
  }()

  static let confusion: Plot = .confusion(
    ConfusionChart(
      title: "confusion of p1 on iris", classes: ["setosa", "versicolor", "virginica"],
      counts: [[50, 0, 0], [0, 47, 3], [0, 2, 48]]))

  static let all: [(name: String, plot: Plot)] = [
    ("evidence", evidence), ("bands", bands), ("scatter", scatter(count: 40)),
    ("dense", scatter(count: 400)), ("histogram", histogram), ("groups", twoGroups),
    ("reliability", reliability), ("bars", bars), ("signed-bars", signedBars), ("loss", loss),
    ("heatmap", heatmap), ("signed-heatmap", signedHeatmap), ("confusion", confusion),
  ]

  static let table = Table(
    columns: [
      .init("posterior"), .init("λ", alignment: .right), .init("evidence", alignment: .right),
      .init("time", alignment: .right, unit: "s"), .init("note"),
    ],
    rows: [
      ["p1 kron / last", "4.98", "-310.2", "0.31", "best of 21"],
      ["p2 diag / last", "0.398", "-328", "0.12", "best of 21, at the edge of what was asked"],
      ["p3 日本 / all", "1", "-402.7", "12.5"],
    ])
}
