import TextPlots

extension InfluenceObject {
  /// The effects of the most influential examples as bars; `inputs` shows all of them over an input.
  func plot(_ request: PlotRequest) throws -> Plot {
    switch request.subject {
    case nil: return .bars(bars(request))
    case "inputs": return .line(try overInputs(request))
    case let subject?:
      throw Problem(
        .unknownChoice, "An influence has no picture '\(subject)'.",
        remedies: ["plot alone draws the largest effects", "plot inputs all of them over an input"])
    }
  }

  private var effectName: String {
    effects.figures.count == 1
      ? "change of \(figureName(effects.figures[0])) without the example"
      : "rms change of \(effects.figures.count) figures without the example"
  }

  private func bars(_ request: PlotRequest) -> BarChart {
    let rows = effects.ranking.prefix(top).filter { effects.effect(ofExample: $0) != nil }
    return BarChart(
      title: request.title ?? "\(effectName), at \(placeName)",
      bars: rows.map { row in
        .init("\(row + 1): \(target(row))", value: effects.effect(ofExample: row) ?? .nan)
      }, isSorted: false)
  }

  /// The effect of each example over one of its inputs, the first unless `x=` names another.
  private func overInputs(_ request: PlotRequest) throws -> LinePlot {
    let names = data.dataset.inputNames
    guard let name = request.x ?? names.first else {
      throw Problem(
        .notApplicable, "The examples of \(dataName) have no columns to draw effects over.")
    }
    guard let column = names.firstIndex(of: name) else {
      throw Problem(
        .unknownColumn, "\(dataName) has no input '\(name)'.",
        suggestions: DidYouMean.suggestions(for: name, among: names.map { Suggestion($0) }))
    }
    let points = zip(data.column(column), effects.changes.indices).compactMap { x, row in
      effects.effect(ofExample: row).map { PlotPoint(x: x, y: $0) }
    }
    let places = place.column(column).map { PlotPoint(x: $0, y: 0) }
    return LinePlot(
      title: request.title ?? "\(effectName), at \(placeName)",
      xAxis: PlotAxis(name, scale: request.isLogX == true ? .log10 : .linear),
      yAxis: PlotAxis("effect"),
      series: [
        Series("examples of \(dataName)", points: points, kind: .points),
        Series(places.count == 1 ? "the prediction" : "predictions", points: places, kind: .points),
      ])
  }
}
