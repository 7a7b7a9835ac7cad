import Laplace
import RealModule
import TextPlots

/// A picture of the live view.
enum ExplorePane: CaseIterable, Sendable {
  /// The log marginal likelihood over prior precisions.
  case evidence
  /// The prediction over the line or the plane of the data.
  case section
  /// How well the scored data is predicted.
  case calibration
  /// The effective parameters of each tensor.
  case effectiveParameters
  /// The eigenvalues of the curvature beside the prior.
  case spectrum
}

extension Exploration {
  /// The pictures that make sense for the posterior, the most telling first.
  var panes: [ExplorePane] {
    ExplorePane.allCases.filter { pane in
      switch pane {
      case .evidence, .effectiveParameters, .spectrum: true
      case .section: section != nil
      case .calibration: scored != nil
      }
    }
  }

  /// A picture at some settings; nil while what it needs is not known.
  func plot(
    _ pane: ExplorePane, at settings: PosteriorSettings, _ knowledge: ExplorationKnowledge
  ) -> Plot? {
    switch pane {
    case .evidence: knowledge.hasSpectrum ? evidencePlot(settings) : nil
    case .section: sectionPlot(settings, knowledge)
    case .calibration: calibrationPlot(settings, knowledge)
    case .effectiveParameters: effectivePlot(settings, knowledge)
    case .spectrum: knowledge.hasSpectrum ? spectrumPlot(settings, knowledge) : nil
    }
  }

  /// The curve has a point every eighth of a decade, and one at its maximum.
  func evidencePlot(_ settings: PosteriorSettings, title: String = "log p(D|λ)") -> Plot {
    let points = evidenceCurve(settings)
    let here = ExploredSetting.prior.value(settings)
    let range = GridObject.interestingRange(of: points.map(\.y), above: 0.4)
    return .line(
      LinePlot(
        title: title,
        xAxis: PlotAxis("prior precision λ", scale: .log10),
        yAxis: PlotAxis("", range: range),
        series: [Series("evidence", points: points, mark: .maximum)]
          + (evidence(at: settings).map {
            [
              Series(
                "here", points: [PlotPoint(x: here, y: max($0, range?.lowerBound ?? $0))],
                kind: .points)
            ]
          } ?? []),
        verticalRules: [.init(x: here)]))
  }

  private func evidenceCurve(_ settings: PosteriorSettings) -> [PlotPoint] {
    let point = { (decade: Double) -> PlotPoint? in
      (try? ExploredSetting.prior.setting(.pow(10, decade), in: settings)).flatMap(evidence)
        .map { PlotPoint(x: .pow(10, decade), y: $0) }
    }
    let places = ExploredSetting.prior.values(perDecade: 8).map { Double.log10($0) }
    var points = places.compactMap(point)
    guard points.count == places.count,
      let best = points.indices.dropFirst().dropLast().max(by: { points[$0].y < points[$1].y }),
      points[best].y > points[best - 1].y, points[best].y > points[best + 1].y
    else { return points }
    let section = GoldenSection<PlotPoint?>(cost: { $0.map { -$0.y } ?? .infinity }, of: point)
    let top = try? section.minimum(
      between: places[best - 1], (places[best], points[best]), places[best + 1], tolerance: 1e-4)
    if let top = top?.value, top.x != points[best].x {
      points.insert(top, at: top.x < points[best].x ? best : best + 1)
    }
    return points
  }

  private func sectionPlot(
    _ settings: PosteriorSettings, _ knowledge: ExplorationKnowledge
  ) -> Plot? {
    guard let section, let outputs = knowledge.section?.predictive(at: settings),
      let prediction = prediction(of: outputs, at: settings, on: section.data)
    else { return nil }
    var request = PlotRequest()
    request.points = points
    request.title = prediction.isCurve ? "±1 and ±2 sd of the weights" : nil
    return try? prediction.plot(request)
  }

  private func calibrationPlot(
    _ settings: PosteriorSettings, _ knowledge: ExplorationKnowledge
  ) -> Plot? {
    guard let scored, let scores = scores(at: settings, knowledge) else { return nil }
    let row = ReportObject.Row(name: name, scores: scores)
    return try? ReportObject(rows: [row], dataName: scored.name, showsPosteriors: false)
      .plot(PlotRequest())
  }

  /// The scores at some settings; nil while the predictions are not known.
  func scores(
    at settings: PosteriorSettings, _ knowledge: ExplorationKnowledge
  ) -> PredictiveScores? {
    guard let scored, let outputs = knowledge.scored?.predictive(at: settings) else { return nil }
    return prediction(of: outputs, at: settings, on: scored.data).flatMap(scores)
  }

  private func effectivePlot(
    _ settings: PosteriorSettings, _ knowledge: ExplorationKnowledge
  ) -> Plot? {
    guard let values = knowledge.effectiveParameters?.values(at: settings) else { return nil }
    let selection = posterior.selection
    return .bars(
      BarChart(
        title: "effective parameters γ of each tensor",
        bars: zip(selection.layout.tensors, zip(values, selection.tensorRanges)).map {
          .init("\($0.name) of \($1.1.count)", value: $1.0)
        }, isSorted: false))
  }

  private func spectrumPlot(
    _ settings: PosteriorSettings, _ knowledge: ExplorationKnowledge
  ) -> Plot? {
    guard let relative = try? posterior.at(settings).relativePrecision else { return nil }
    let ends = [1, Double(max(2, knowledge.eigenvalues.last?.number ?? 2))]
    return .line(
      LinePlot(
        title: "curvature and prior",
        xAxis: PlotAxis("eigenvalue number"), yAxis: PlotAxis("", scale: .log10),
        series: [
          Series(
            "eigenvalues",
            points: knowledge.eigenvalues.map { PlotPoint(x: Double($0.number), y: $0.value) }),
          Series("ρ = λσ²T", points: ends.map { PlotPoint(x: $0, y: relative) }),
        ]))
  }
}
