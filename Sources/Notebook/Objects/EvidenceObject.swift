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
    let figures = ["λ", "log lik", "log det ratio", "scatter", "evidence", "γ"]
    let derivatives = rows.contains { $0.gradient != nil } ? ["∂/∂λ", "∂/∂σ", "∂/∂T"] : []
    return TextPlots.Table(
      columns: [.init("name")] + (figures + derivatives).map { .init($0, alignment: .right) },
      rows: rows.map { row in
        [row.posteriorName, formatted(row.settings.priorPrecision)]
          + [
            row.evidence.logLikelihood, row.evidence.logDeterminantRatio, row.evidence.scatter,
            row.evidence.value, row.effectiveParameters,
          ].map { formatted($0, significant: 6) } + derivativeCells(row.gradient)
      })
  }

  private func derivativeCells(_ gradient: EvidenceGradient?) -> [String] {
    guard let gradient else { return [] }
    return [
      gradient.priorPrecision.map { formatted($0) }.joined(separator: " "),
      gradient.noise.map { formatted($0) } ?? "", formatted(gradient.temperature),
    ]
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

  func defaultView() throws -> [OutputBlock] { [.table(table())] }
}
