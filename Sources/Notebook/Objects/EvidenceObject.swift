import Laplace
import TextPlots

/// The log marginal likelihood of posteriors with its parts.
struct EvidenceObject: SessionObject {
  /// One posterior's evidence.
  struct Row: Sendable {
    /// The name of the posterior.
    let posteriorName: String
    /// Where the evidence was evaluated.
    let settings: PosteriorSettings
    /// The evidence.
    let evidence: MarginalLikelihood
    /// The effective number of parameters there.
    let effectiveParameters: Double
    /// The derivatives in the settings, where they were asked for.
    var gradient: EvidenceGradient?
  }

  /// The posteriors, in the order they were asked for.
  let rows: [Row]

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    for row in rows {
      fingerprint.combine(row.posteriorName)
      fingerprint.combine([
        row.evidence.value, row.settings.noise, row.settings.temperature,
      ])
      fingerprint.combine(row.settings.priorPrecision.values)
    }
    return fingerprint
  }

  var headline: String {
    "log p(D|λ) = "
      + rows.map { row in
        "\(formatted(row.evidence.value, significant: 6)) for \(row.posteriorName) at λ "
          + formatted(row.settings.priorPrecision)
      }.joined(separator: ", ")
  }

  func json(name: String) -> JSONValue {
    rows.count == 1 ? json(rows[0]) : .array(rows.map(json))
  }

  private func json(_ row: Row) -> JSONValue {
    .object(
      (rows.count > 1 ? [("name", .text(row.posteriorName))] : []) + Self.fields(row))
  }

  /// The figures of a row that scripts read.
  static func fields(_ row: Row) -> [(name: String, value: JSONValue)] {
    let figures: [(name: String, value: JSONValue)] = [
      ("log_marginal_likelihood", .number(row.evidence.value)),
      ("log_likelihood", .number(row.evidence.logLikelihood)),
      ("scatter", .number(row.evidence.scatter)),
      ("log_det_ratio", .number(row.evidence.logDeterminantRatio)),
      ("log_det_prior_precision", .number(row.evidence.logPriorDeterminant)),
      ("log_det_posterior_precision", .number(row.evidence.logPosteriorDeterminant)),
    ]
    return figures + PosteriorObject.settingsFields(row.settings) + gradientFields(row)
  }

  private static func gradientFields(_ row: Row) -> [(name: String, value: JSONValue)] {
    guard let gradient = row.gradient else { return [] }
    return [("d_prior_precision", .array(gradient.priorPrecision.map(JSONValue.number)))]
      + (gradient.noise.map { [("d_noise", .number($0))] } ?? [])
      + [("d_temperature", .number(gradient.temperature))]
  }

  func table() -> TextPlots.Table {
    var table = partsTable()
    guard rows.contains(where: { $0.gradient != nil }) else { return table }
    let hasNoise = rows.contains { $0.gradient?.noise != nil }
    table.columns += (["∂/∂λ"] + (hasNoise ? ["∂/∂σ"] : []) + ["∂/∂T"]).map {
      .init($0, alignment: .right)
    }
    for (index, row) in rows.enumerated() {
      guard let gradient = row.gradient else { continue }
      table.rows[index].append(gradient.priorPrecision.map { formatted($0) }.joined(separator: " "))
      if hasNoise { table.rows[index].append(gradient.noise.map { formatted($0) } ?? "") }
      table.rows[index].append(formatted(gradient.temperature))
    }
    return table
  }

  private func partsTable() -> TextPlots.Table {
    let figures = ["λ", "log lik", "log det ratio", "scatter", "evidence", "γ"]
    return TextPlots.Table(
      columns: [.init("name")] + figures.map { .init($0, alignment: .right) },
      rows: rows.map { row in
        [row.posteriorName, formatted(row.settings.priorPrecision)]
          + [
            row.evidence.logLikelihood, row.evidence.logDeterminantRatio, row.evidence.scatter,
            row.evidence.value, row.effectiveParameters,
          ].map { formatted($0, significant: 6) }
      })
  }

  /// The derivatives in the settings, a row for each of them; nil where none were asked for.
  private func derivativeTable() -> TextPlots.Table? {
    let cells = rows.flatMap { row -> [[String]] in
      guard let gradient = row.gradient else { return [] }
      let priors = row.settings.priorPrecision.values
      let slopes = zip(priors, gradient.priorPrecision).enumerated().map { index, pair in
        (priors.count == 1 ? "λ" : "λ\(index + 1)", pair.0, pair.1)
      }
      let noise = gradient.noise.map { [("σ", row.settings.noise, $0)] } ?? []
      let temperature = [("T", row.settings.temperature, gradient.temperature)]
      return (slopes + noise + temperature).map { name, value, slope in
        [row.posteriorName, name, formatted(value), formatted(slope)]
      }
    }
    guard !cells.isEmpty else { return nil }
    return TextPlots.Table(
      columns: [
        .init("name"), .init("setting"), .init("value", alignment: .right),
        .init("derivative", alignment: .right),
      ], rows: cells)
  }

  /// What adds up to the evidence: the fit, less half the complexity and half the scatter.
  func plot(_ request: PlotRequest) throws -> Plot {
    .bars(
      BarChart(
        title: request.title ?? headline,
        bars: rows.flatMap { row -> [BarChart.Bar] in
          let prefix = rows.count > 1 ? "\(row.posteriorName) " : ""
          return [
            .init("\(prefix)log likelihood", value: row.evidence.logLikelihood),
            .init("\(prefix)-½ log det ratio", value: -0.5 * row.evidence.logDeterminantRatio),
            .init("\(prefix)-½ scatter", value: -0.5 * row.evidence.scatter),
            .init("\(prefix)evidence", value: row.evidence.value),
          ]
        }))
  }

  func defaultView() throws -> [OutputBlock] {
    [.table(partsTable())] + (derivativeTable().map { [.table($0)] } ?? [])
  }
}
