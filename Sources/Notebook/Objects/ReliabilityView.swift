import Diagnostics
import TextPlots

/// The reliability of several classifications in one picture: accuracy against confidence, a curve for each.
struct ReliabilityView {
  private let rows: [(name: String, scores: ClassificationScores)]
  private let dataName: String

  /// The classifications of a report; nil unless there are several.
  init?(_ report: ReportObject) {
    rows = report.rows.compactMap { row in
      guard case .classification(let scores) = row.scores.kind else { return nil }
      return (row.name, scores)
    }
    dataName = report.dataName
    guard rows.count > 1 else { return nil }
  }

  /// The curves and the diagonal; the 95 % intervals are in the picture of each one alone, since those of
  /// several hide the curves.
  func curves(_ request: PlotRequest) -> LinePlot {
    let bins = rows.map { $0.scores.reliability.bins.filter { $0.count > 0 } }
    let low = bins.joined().map(\.low).min() ?? 0
    let curves = zip(rows, bins).map { row, bins in
      Series(
        "\(row.name) ECE \(formatted(row.scores.expectedCalibrationError, significant: 3))",
        points: bins.map { PlotPoint(x: $0.meanConfidence, y: $0.accuracy) }, kind: .both)
    }
    let names = rows.map(\.name).joined(separator: ", ")
    return LinePlot(
      title: request.title ?? "reliability of \(names) on \(dataName)",
      xAxis: PlotAxis("confidence"), yAxis: PlotAxis("accuracy"),
      series: curves + [Series("calibrated", points: [low, 1].map { PlotPoint(x: $0, y: $0) })])
  }
}
