import Diagnostics
import Laplace
import NeuralNetworks
import TextPlots

/// How well predictions meet the targets, for one or several posteriors and networks.
struct ReportObject: SessionObject {
  /// One posterior's or network's scores.
  struct Row: Sendable {
    let name: String
    let scores: PredictiveScores
    /// The log marginal likelihood; nil for a network alone.
    var evidence: Double?
    /// The effective number of parameters; nil for a network alone.
    var effectiveParameters: Double?
    /// The bytes the curvature takes; nil for a network alone.
    var byteCount: Int?
    /// The time the fit took; nil for a network alone.
    var seconds: Double?
    /// What the draws leave open, where weights were drawn.
    var sampling: PredictionSampling?
    /// What the classes were taken for; nil for a regression.
    var confusion: ConfusionChart?

    /// The draws in brackets behind the scores; nothing where there were none.
    fileprivate var samplingNote: String { sampling.map { " (\($0.note))" } ?? "" }
  }

  /// The scores, one row for each.
  let rows: [Row]
  /// The name of the data.
  let dataName: String
  /// Whether the posteriors' own figures belong into the table.
  let showsPosteriors: Bool

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(dataName)
    for row in rows {
      fingerprint.combine(row.name)
      switch row.scores.kind {
      case .classification(let scores):
        fingerprint.combine([scores.negativeLogLikelihood, scores.brierScore, scores.accuracy])
      case .regression(let scores):
        fingerprint.combine([scores.negativeLogLikelihood, scores.rootMeanSquaredError])
      }
    }
    return fingerprint
  }

  var headline: String {
    rows.map { row in
      switch row.scores.kind {
      case .classification(let scores):
        "\(row.name) NLL \(formatted(scores.negativeLogLikelihood)) ECE "
          + formatted(scores.expectedCalibrationError, significant: 3) + row.samplingNote
      case .regression(let scores):
        "\(row.name) NLL \(formatted(scores.negativeLogLikelihood)) RMSE "
          + formatted(scores.rootMeanSquaredError) + row.samplingNote
      }
    }.joined(separator: " · ") + " on \(dataName)"
  }

  func json(name: String) -> JSONValue {
    let values = rows.map { json($0) }
    return values.count == 1 ? values[0] : .array(values)
  }

  private func json(_ row: Row) -> JSONValue {
    var fields: [(name: String, value: JSONValue)] = [("name", .text(row.name))]
    switch row.scores.kind {
    case .classification(let scores):
      fields += [
        ("nll", .number(scores.negativeLogLikelihood)), ("accuracy", .number(scores.accuracy)),
        ("ece", .number(scores.expectedCalibrationError)),
        ("mce", .number(scores.maximumCalibrationError)), ("brier", .number(scores.brierScore)),
        ("n", .integer(scores.count)), ("bins", .array(scores.reliability.bins.map(json))),
      ]
    case .regression(let scores):
      fields +=
        [
          ("nll", .number(scores.negativeLogLikelihood)),
          ("rmse", .number(scores.rootMeanSquaredError)),
          (
            "coverage",
            .array(
              scores.coverage.map {
                .object([("level", .number($0.level)), ("fraction", .number($0.fraction))])
              })
          ), ("n", .integer(scores.count)),
        ] + scores.calibration.json
    }
    if showsPosteriors, let evidence = row.evidence, let effective = row.effectiveParameters {
      fields += [("evidence", .number(evidence)), ("effective_parameters", .number(effective))]
    }
    return .object(fields)
  }

  private func json(_ bin: ReliabilityBins.Bin) -> JSONValue {
    .object([
      ("low", .number(bin.low)), ("high", .number(bin.high)), ("n", .integer(bin.count)),
      ("confidence", .number(bin.meanConfidence)), ("accuracy", .number(bin.accuracy)),
    ])
  }

  func table() -> TextPlots.Table {
    let all = rows.map { ReportScore.all(of: $0.scores) }
    let scores = all.map { $0.filter { isComparison || !$0.isForComparison } }
    let titles = (scores.max { $0.count < $1.count } ?? []).map(\.title)
    let figures = showsPosteriors ? ["evidence", "γ", "memory"] : []
    // Times differ from run to run: at the left of the last column they move nothing else.
    let last: [TextPlots.Table.Column] =
      showsPosteriors ? [.init("time")] : isComparison ? [.init("best in")] : []
    let best = ReportScore.best(among: scores)
    return TextPlots.Table(
      columns: [.init("name")] + (titles + figures).map { .init($0, alignment: .right) } + last,
      rows: rows.indices.map { row in
        [rows[row].name] + scores[row].map { formatted($0.value, significant: 3) }
          + (showsPosteriors ? figureCells(rows[row]) : [])
          + (isComparison ? [best[row].joined(separator: " ")] : [])
      })
  }

  /// Whether the rows are there to be compared by their scores alone.
  private var isComparison: Bool { rows.count > 1 && !showsPosteriors }

  private func figureCells(_ row: Row) -> [String] {
    [
      row.evidence.map { formatted($0, significant: 6) } ?? "–",
      row.effectiveParameters.map { formatted($0, significant: 3) } ?? "–",
      row.byteCount.map(bytes) ?? "–",
      row.seconds.map { volatile(duration($0)) } ?? "–",
    ]
  }

  /// The reliability diagram of one posterior, or the confusion matrix of the last; for a regression the
  /// coverage of its intervals.
  ///
  /// Several are compared in one picture, unless one is named; `coverage` and `pit` are such pictures of
  /// regressions.
  func plot(_ request: PlotRequest) throws -> Plot {
    if request.subject == "confusion" { return .confusion(try confusion(request)) }
    if let subject = request.subject, ["coverage", "pit"].contains(subject) {
      let view = try CalibrationView(self, subject: subject)
      return subject == "pit" ? view.transforms(request) : view.coverage(request)
    }
    let named = try request.subject.map { try row(named: $0) }
    if named == nil, rows.count > 1 {
      if let view = ReliabilityView(self) { return .line(view.curves(request)) }
      if let view = try? CalibrationView(self, subject: "coverage") {
        return view.coverage(request)
      }
    }
    guard let row = named ?? rows.last else {
      throw Problem(.notApplicable, "The report is empty.")
    }
    switch row.scores.kind {
    case .classification(let scores):
      return .reliability(diagram(row.name, scores, title: request.title))
    case .regression(let scores):
      return .bars(
        BarChart(
          title: request.title ?? "coverage of \(row.name) on \(dataName)",
          bars: scores.coverage.map {
            .init("\(formatted(100 * $0.level, significant: 3))% interval", value: $0.fraction)
          }))
    }
  }

  private func row(named name: String) throws -> Row {
    if let row = rows.first(where: { $0.name == name }) { return row }
    let words = rows.map(\.name) + ["confusion", "coverage", "pit"]
    throw Problem(
      .unknownChoice, "The report has no row and no picture '\(name)'.",
      suggestions: DidYouMean.suggestions(for: name, among: words.map { Suggestion($0) }),
      remedies: ["one of \(words.joined(separator: ", "))"])
  }

  private func confusion(_ request: PlotRequest) throws -> ConfusionChart {
    guard let row = rows.last, var chart = row.confusion else {
      throw Problem(
        .notApplicable, "A confusion matrix needs predicted classes.",
        remedies: ["calibrate of a classification"])
    }
    chart.title = request.title ?? "confusion of \(row.name) on \(dataName)"
    return chart
  }

  private func diagram(
    _ name: String, _ scores: ClassificationScores, title: String?
  ) -> ReliabilityDiagram {
    ReliabilityDiagram(
      title: title ?? "reliability of \(name) on \(dataName)",
      bins: scores.reliability.bins.map { bin in
        ReliabilityDiagram.Bin(
          low: bin.low, high: bin.high, count: bin.count, meanConfidence: bin.meanConfidence,
          accuracy: bin.accuracy, wilsonLow: bin.interval.low, wilsonHigh: bin.interval.high)
      },
      summary: [
        "ECE \(formatted(scores.expectedCalibrationError, significant: 3))   MCE "
          + "\(formatted(scores.maximumCalibrationError, significant: 3))   n \(scores.count)",
        "NLL \(formatted(scores.negativeLogLikelihood, significant: 3))   Brier "
          + formatted(scores.brierScore, significant: 3),
      ])
  }

  func defaultView() throws -> [OutputBlock] {
    showsPosteriors || rows.isEmpty
      ? [.table(table())] : [.table(table()), .plot(try plot(PlotRequest()))]
  }
}
