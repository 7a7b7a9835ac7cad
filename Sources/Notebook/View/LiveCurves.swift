import Parallelism
import TextPlots

/// The loss and the evidence that a running command has reported so far, to be watched.
///
/// A command that starts anew, as the next one of a cell does, starts the curves anew.
public struct LiveCurves: Sendable {
  private var losses: [PlotPoint] = []
  private var evidences: [PlotPoint] = []
  private var last = 0

  /// Nothing yet.
  public init() {}

  /// Notes a report.
  public mutating func note(_ report: Parallelism.Progress.Report) {
    if report.done <= last {
      losses = []
      evidences = []
    }
    last = report.done
    let place = Double(report.done)
    if let value = report.value { losses.append(PlotPoint(x: place, y: value)) }
    if let evidence = report.evidence, evidences.last?.y != evidence {
      evidences.append(PlotPoint(x: place, y: evidence))
    }
  }

  /// The curves with at least three points.
  var blocks: [OutputBlock] {
    [("loss", losses), ("log marginal likelihood", evidences)]
      .filter { $0.1.count >= 3 }
      .map { name, points in
        let values = points.map(\.y)
        let isWide = (values.min() ?? 0) > 0 && (values.max() ?? 0) > 100 * (values.min() ?? 1)
        return .plot(
          .line(
            LinePlot(
              xAxis: PlotAxis("epoch"), yAxis: PlotAxis(name, scale: isWide ? .log10 : .linear),
              series: [Series(name, points: points)])))
      }
  }
}
