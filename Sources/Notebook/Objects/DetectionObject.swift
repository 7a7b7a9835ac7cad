import Diagnostics
import TextPlots

/// How well posteriors and networks tell data out of distribution from data in it.
struct DetectionObject: SessionObject {
  /// One posterior's or network's scores.
  struct Row: Sendable {
    let name: String
    let score: DetectionScore
    /// The score of each example in distribution.
    let inside: [Double]
    /// The score of each example out of distribution.
    let outside: [Double]
    let scores: DetectionScores

    init(
      name: String, score: DetectionScore, inside: [Double], outside: [Double]
    ) throws(DiagnosticsError) {
      self.name = name
      self.score = score
      self.inside = inside
      self.outside = outside
      scores = try DetectionScores(inside: inside, outside: outside)
    }

    /// The area with its standard error.
    fileprivate var area: String {
      formatted(scores.auroc)
        + (scores.aurocError.map { " ± \(formatted($0, significant: 2))" } ?? "")
    }
  }

  /// The scores, at least one row.
  let rows: [Row]
  /// The name of the data in distribution.
  let inName: String
  /// The name of the data out of distribution.
  let outName: String

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(inName)
    fingerprint.combine(outName)
    for row in rows {
      fingerprint.combine(row.name)
      fingerprint.combine(row.score.rawValue)
      fingerprint.combine(row.inside)
      fingerprint.combine(row.outside)
    }
    return fingerprint
  }

  var headline: String {
    rows.map { "\($0.name) AUROC \($0.area) by \($0.score.rawValue)" }.joined(separator: " · ")
      + ", \(outName) apart from \(inName)"
  }

  func json(name: String) -> JSONValue {
    let values = rows.map { row -> JSONValue in
      .object([
        ("name", .text(row.name)), ("auroc", .number(row.scores.auroc)),
        ("auroc_error", row.scores.aurocError.map(JSONValue.number) ?? .null),
        ("fpr95", .number(row.scores.falsePositiveRateAt95)),
        ("aupr_in", .number(row.scores.auprIn)), ("aupr_out", .number(row.scores.auprOut)),
        ("score", .text(row.score.rawValue)), ("n_in", .integer(row.scores.inCount)),
        ("n_out", .integer(row.scores.outCount)),
      ])
    }
    return values.count == 1 ? values[0] : .array(values)
  }

  func table() -> TextPlots.Table {
    TextPlots.Table(
      columns: [.init("name"), .init("score")]
        + ["auroc", "±", "fpr95", "aupr_in", "aupr_out"].map { .init($0, alignment: .right) },
      rows: rows.map { row in
        [
          row.name, row.score.rawValue, formatted(row.scores.auroc),
          row.scores.aurocError.map { formatted($0, significant: 2) } ?? "–",
        ]
          + [row.scores.falsePositiveRateAt95, row.scores.auprIn, row.scores.auprOut].map {
            formatted($0, significant: 3)
          }
      })
  }

  /// The scores of both groups for one row, the last unless it is named; `roc` compares all rows.
  func plot(_ request: PlotRequest) throws -> Plot {
    if request.subject == "roc" { return characteristic(request) }
    guard
      let row = request.subject.flatMap({ name in rows.first { $0.name == name } }) ?? rows.last
    else { throw Problem(.notApplicable, "The report is empty.") }
    return .histogram(
      Histogram(
        title: request.title ?? "\(row.name): AUROC \(row.area)", label: row.score.phrase,
        groups: [.init(inName, values: row.inside), .init(outName, values: row.outside)]))
  }

  private func characteristic(_ request: PlotRequest) -> Plot {
    let lines = rows.map { row in
      Series(
        "\(row.name) \(row.area)",
        points: row.scores.curve.map {
          PlotPoint(x: $0.falsePositiveRate, y: $0.truePositiveRate)
        })
    }
    return .line(
      LinePlot(
        title: request.title ?? "receiver operating characteristic",
        xAxis: PlotAxis("part of \(outName) accepted"),
        yAxis: PlotAxis("part of \(inName) accepted"),
        series: lines + [Series("chance", points: [0, 1].map { PlotPoint(x: $0, y: $0) })]))
  }

  func defaultView() throws -> [OutputBlock] {
    rows.count == 1 ? [.table(table()), .plot(try plot(PlotRequest()))] : [.table(table())]
  }
}
