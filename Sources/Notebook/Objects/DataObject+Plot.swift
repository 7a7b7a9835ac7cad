import Datasets
import TextPlots

extension DataObject {
  /// Two columns against each other, one series per class; a single input against its target.
  func plot(_ request: PlotRequest) throws -> Plot {
    let names = columnNames
    let x = request.x ?? names.first ?? ""
    let y = request.y.first ?? (names.count > 1 ? names[1] : x)
    let horizontal = try numbers(x)
    let vertical = try numbers(y)
    let series = groups(request.color).map { group in
      Series(
        group.name, points: group.rows.map { PlotPoint(x: horizontal[$0], y: vertical[$0]) },
        kind: .points)
    }
    return .line(
      LinePlot(
        title: request.title ?? source,
        xAxis: PlotAxis(x, scale: request.isLogX == true ? .log10 : .linear),
        yAxis: PlotAxis(y, scale: request.isLogY == true ? .log10 : .linear),
        series: series))
  }

  private func numbers(_ name: String) throws -> [Double] {
    guard let column = column(named: name) else {
      throw Problem(
        .unknownColumn, "the data has no column '\(name)'.",
        suggestions: DidYouMean.suggestions(for: name, among: columnNames.map { Suggestion($0) }))
    }
    return column
  }

  /// The rows of each class; all rows in one group where there are no classes.
  func groups(_ column: String?) -> [(name: String, rows: [Int])] {
    guard case .classes(let labels, _) = dataset.targets, column != "none" else {
      return [(source, Array(0..<dataset.count))]
    }
    return dataset.classNames.enumerated().map { label, name in
      (name, labels.indices.filter { labels[$0] == label })
    }
  }
}
