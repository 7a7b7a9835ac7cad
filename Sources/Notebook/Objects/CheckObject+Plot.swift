import Datasets
import Diagnostics
import Laplace
import TextPlots

extension CheckObject {
  /// The marginals of a weight, of the one that differs most without a name; `evidence` is the integrand
  /// of the evidence, and `bands` the predictions over a single input.
  func plot(_ request: PlotRequest) throws -> Plot {
    switch request.subject {
    case nil: return marginal(worstWeight, request)
    case "evidence": return try integrand(request)
    case "bands": return try bands(request)
    case let name?:
      let names = check.marginals.indices.map(check.selection.name(ofWeight:))
      if let weight = names.firstIndex(of: name) { return marginal(weight, request) }
      throw Problem(
        .unknownChoice, "There is no weight '\(name)'.",
        suggestions: DidYouMean.suggestions(for: name, among: names.map { Suggestion($0) }),
        remedies: ["a weight such as \"\(names[worstWeight])\", evidence, or bands"])
    }
  }

  /// The density of a weight's draws beside the Gaussians.
  private func marginal(_ weight: Int, _ request: PlotRequest) -> Plot {
    let marginal = check.marginals[weight]
    let draws = check.chains.values(of: weight).flatMap(\.self)
    let name = check.selection.name(ofWeight: weight)
    var series = [
      Series("NUTS", points: densityPoints(draws)),
      Series(
        "Laplace",
        points: gaussianPoints(marginal.mean, marginal.deviation, over: draws)),
    ]
    if let exact = check.exact {
      series.append(
        Series(
          "exact",
          points: gaussianPoints(
            exact.mean[weight], exact.covariance[weight, weight].squareRoot(), over: draws)))
    }
    return .line(
      LinePlot(
        title: request.title ?? "\(name) in \(posteriorName) and in the posterior itself",
        xAxis: PlotAxis(name), yAxis: PlotAxis("density"), series: series))
  }

  /// The share of draws in intervals of equal width, over the width.
  private func densityPoints(_ draws: [Double]) -> [PlotPoint] {
    guard let low = draws.min(), let high = draws.max(), high > low else { return [] }
    let count = 32
    let width = (high - low) / Double(count)
    var shares = [Double](repeating: 0, count: count)
    for draw in draws {
      shares[min(count - 1, Int((draw - low) / width))] += 1 / (Double(draws.count) * width)
    }
    return shares.enumerated().map {
      PlotPoint(x: low + (Double($0) + 0.5) * width, y: $1)
    }
  }

  /// A Gaussian density over the range of some draws and over three of its standard deviations.
  private func gaussianPoints(
    _ mean: Double, _ deviation: Double, over draws: [Double]
  ) -> [PlotPoint] {
    let low = min(draws.min() ?? mean, mean - 3 * deviation)
    let high = max(draws.max() ?? mean, mean + 3 * deviation)
    return (0...120).map { step in
      let x = low + (high - low) * Double(step) / 120
      return PlotPoint(
        x: x, y: NormalDistribution.density((x - mean) / deviation) / deviation)
    }
  }

  /// The mean log likelihood over powers of the likelihood; the area under it is the log evidence.
  private func integrand(_ request: PlotRequest) throws -> Plot {
    guard let integration = check.integration else {
      throw Problem(
        .notApplicable, "The evidence was not integrated.", remedies: ["check … +evidence"])
    }
    // At power 0 the mean can be too far below the others to be drawn with them.
    let points = integration.rungs.dropFirst().map { PlotPoint(x: $0.power, y: $0.mean.mean) }
    return .line(
      LinePlot(
        title: request.title ?? "mean log likelihood at powers of the likelihood",
        xAxis: PlotAxis("power β", scale: request.isLogX == true ? .log10 : .linear),
        yAxis: PlotAxis("log p(D|θ)"), series: [Series("E_β", points: points, kind: .both)]))
  }

  /// Means and two standard deviations of both posteriors over a single input, without the noise.
  private func bands(_ request: PlotRequest) throws -> Plot {
    guard let set = sets.last, let figures = check.predictions.last?.figures, figures.count == 2,
      set.object.dataset.exampleShape.count == 1,
      figures[0].laplace.count == set.object.dataset.count
    else {
      throw Problem(
        .notApplicable, "Bands are those of a regression with a single input and output.")
    }
    let inputs = set.object.dataset.inputs.scalars
    let order = inputs.indices.sorted { inputs[$0] < inputs[$1] }
    let x = order.map { inputs[$0] }
    let edge = {
      (
        values: PredictiveComparison.Figure, spread: PredictiveComparison.Figure,
        side: KeyPath<PredictiveComparison.Figure, [Double]>, width: Double
      ) in
      order.map { values[keyPath: side][$0] + width * spread[keyPath: side][$0] }
    }
    let line = { (name: String, y: [Double]) in
      Series(name, points: zip(x, y).map { PlotPoint(x: $0, y: $1) })
    }
    return .line(
      LinePlot(
        title: request.title ?? "\(posteriorName) and the posterior itself on \(set.name)",
        xAxis: PlotAxis(set.object.dataset.inputNames.first ?? "x"),
        yAxis: PlotAxis(set.object.dataset.targetNames.first ?? "y"),
        series: [
          line("Laplace mean", edge(figures[0], figures[1], \.laplace, 0)),
          line("NUTS mean", edge(figures[0], figures[1], \.sampled, 0)),
          line("NUTS -2 sd", edge(figures[0], figures[1], \.sampled, -2)),
          line("NUTS +2 sd", edge(figures[0], figures[1], \.sampled, 2)),
        ],
        ribbons: [
          Ribbon(
            "Laplace ±2 sd", x: x, lower: edge(figures[0], figures[1], \.laplace, -2),
            upper: edge(figures[0], figures[1], \.laplace, 2), level: .outer)
        ]))
  }
}
