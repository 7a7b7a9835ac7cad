import Diagnostics
import TextPlots

/// The calibration of the regressions in a report, as pictures and in the form that scripts read.
struct CalibrationView {
  private let rows: [(name: String, calibration: RegressionCalibration)]
  private let dataName: String

  init(_ report: ReportObject, subject: String) throws(Problem) {
    rows = report.rows.compactMap { row in
      guard case .regression(let scores) = row.scores.kind else { return nil }
      return (row.name, scores.calibration)
    }
    dataName = report.dataName
    guard !rows.isEmpty else {
      throw Problem(
        .notApplicable, "'\(subject)' is a picture of a regression, and these are classes.",
        remedies: ["plot without it draws the reliability"])
    }
  }

  /// The coverage of central intervals against their level; of a single row with its 95 % intervals.
  func coverage(_ request: PlotRequest) -> Plot {
    let series = rows.map { row in
      Series(
        "\(row.name), error \(formatted(row.calibration.calibrationError, significant: 3))",
        points: row.calibration.coverage.map { PlotPoint(x: $0.level, y: $0.fraction) })
    }
    let band = rows.prefix(rows.count == 1 ? 1 : 0).map { row -> Ribbon in
      let levels = row.calibration.coverage
      return Ribbon(
        "95% of the counts", x: levels.map(\.level), lower: levels.map(\.interval.low),
        upper: levels.map(\.interval.high), level: .outer)
    }
    return .line(
      LinePlot(
        title: request.title ?? "coverage of \(names) on \(dataName)",
        xAxis: PlotAxis("level of the interval"), yAxis: PlotAxis("fraction of targets in it"),
        series: series + [Series("calibrated", points: [0, 1].map { PlotPoint(x: $0, y: $0) })],
        ribbons: band))
  }

  /// The counts of the probability integral transforms in bins, over the band of uniform ones.
  func transforms(_ request: PlotRequest) -> Plot {
    let series = rows.map { row in
      let counts = row.calibration.transformCounts().map(Double.init)
      let tops = counts.enumerated().flatMap { bin, count in
        [bin, bin + 1].map { PlotPoint(x: Double($0) / Double(counts.count), y: count) }
      }
      return Series(row.name, points: [PlotPoint(x: 0, y: 0)] + tops + [PlotPoint(x: 1, y: 0)])
    }
    let band = rows[0].calibration.uniformCounts()
    return .line(
      LinePlot(
        title: request.title ?? "probability integral transform of \(names) on \(dataName)",
        xAxis: PlotAxis("predicted probability of a smaller target"), yAxis: PlotAxis("targets"),
        series: series,
        ribbons: [
          Ribbon(
            "95% of the counts where calibrated", x: [0, 1],
            lower: [Double(band.lowerBound), Double(band.lowerBound)],
            upper: [Double(band.upperBound), Double(band.upperBound)], level: .outer)
        ]))
  }

  private var names: String { rows.map(\.name).joined(separator: ", ") }
}

extension RegressionCalibration {
  /// The members of a report's JSON object.
  var json: [(name: String, value: JSONValue)] {
    let counts = transformCounts()
    return [
      (
        "coverage_curve",
        .array(
          coverage.map {
            .object([
              ("level", .number($0.level)), ("fraction", .number($0.fraction)),
              ("low", .number($0.interval.low)), ("high", .number($0.interval.high)),
            ])
          })
      ),
      ("calibration_error", .number(calibrationError)),
      (
        "pit",
        .array(
          counts.enumerated().map { bin, count in
            .object([
              ("low", .number(Double(bin) / Double(counts.count))),
              ("high", .number(Double(bin + 1) / Double(counts.count))), ("n", .integer(count)),
            ])
          })
      ),
    ]
  }
}
