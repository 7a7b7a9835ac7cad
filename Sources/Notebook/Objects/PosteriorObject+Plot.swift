import Laplace
import TextPlots

extension PosteriorObject {
  /// The spectrum of the curvature, or `effective`: the effective parameters of each tensor.
  func plot(_ request: PlotRequest) throws -> Plot {
    request.subject == "effective"
      ? try effectiveParameterBars(request) : try spectrum(request)
  }

  /// The effective parameters of each tensor, with their share of the tensor's parameters.
  private func effectiveParameterBars(_ request: PlotRequest) throws -> Plot {
    let effective = try posterior.effectiveParametersByTensor()
    let selection = posterior.selection
    return .bars(
      BarChart(
        title: request.title ?? "effective parameters of each tensor",
        bars: zip(selection.layout.tensors, effective).enumerated().map { index, tensor in
          let count = selection.range(of: index).count
          let share = formatted(100 * tensor.1 / Double(count), significant: 3)
          return .init("\(tensor.0.name) \(share)% of \(count)", value: tensor.1)
        }, isSorted: false))
  }

  /// The eigenvalues of the curvature from the largest down, with the relative prior precision as a
  /// line: directions above it are determined by the data.
  ///
  /// Where the curvature has blocks each is a line of its own; beyond four the rest are one.
  private func spectrum(_ request: PlotRequest) throws -> Plot {
    let series = try spectrumLines()
    let length = series.map(\.points.count).max() ?? 0
    return .line(
      LinePlot(
        title: request.title ?? "curvature spectrum",
        xAxis: PlotAxis("eigenvalue number", scale: request.isLogX == true ? .log10 : .linear),
        yAxis: PlotAxis("eigenvalue", scale: request.isLogY == false ? .linear : .log10),
        series: series
          + (posterior.relativePrecision.map { relative in
            [
              Series(
                "ρ = δσ²T",
                points: [1, Double(max(2, length))].map { PlotPoint(x: $0, y: relative) },
                kind: .line)
            ]
          } ?? [])))
  }

  private func spectrumLines() throws -> [Series] {
    guard let blocks = try posterior.curvatureBlocks(), blocks.count > 1 else {
      let values = try posterior.curvatureEigenvalues()
      return [Self.line("eigenvalues of H", values, largest: values.max() ?? 0)]
    }
    let names = posterior.selection.layout.tensors.map(\.name)
    let largest = blocks.flatMap(\.eigenvalues).max() ?? 0
    // With the line of the prior there are at most six.
    let alone = blocks.count > 5 ? 4 : blocks.count
    let lines = blocks.prefix(alone).map { block in
      Self.line(
        block.tensors.map { names[$0] }.joined(separator: " + "), block.eigenvalues,
        largest: largest)
    }
    guard alone < blocks.count else { return lines }
    let rest = blocks.dropFirst(alone)
    return lines + [
      Self.line(
        "\(rest.count) other blocks together", rest.flatMap(\.eigenvalues), largest: largest)
    ]
  }

  /// Eigenvalues in descending order; far below the largest of all there is only rounding.
  private static func line(_ name: String, _ values: [Double], largest: Double) -> Series {
    let shown = values.sorted(by: >).filter { $0 > 1e-12 * largest }
    return Series(
      name, points: shown.enumerated().map { PlotPoint(x: Double($0 + 1), y: $1) }, kind: .line)
  }
}
