import Laplace
import TextPlots

/// The log marginal likelihood of a posterior with its parts.
struct EvidenceObject: SessionObject {
  /// The name of the posterior.
  let posteriorName: String
  /// Where the evidence was evaluated.
  let settings: PosteriorSettings
  /// The evidence.
  let evidence: MarginalLikelihood
  /// The effective number of parameters there.
  let effectiveParameters: Double

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(posteriorName)
    fingerprint.combine([
      evidence.value, settings.priorPrecision, settings.noise, settings.temperature,
    ])
    return fingerprint
  }

  var headline: String {
    "log p(D|λ) = \(formatted(evidence.value, significant: 6)) for \(posteriorName)"
      + " at λ \(formatted(settings.priorPrecision))"
  }

  func json(name: String) -> JSONValue {
    .object(
      [
        ("log_marginal_likelihood", .number(evidence.value)),
        ("log_likelihood", .number(evidence.logLikelihood)),
        ("scatter", .number(evidence.scatter)),
        ("log_det_ratio", .number(evidence.logDeterminantRatio)),
        ("log_det_prior_precision", .number(evidence.logPriorDeterminant)),
        ("log_det_posterior_precision", .number(evidence.logPosteriorDeterminant)),
      ] + PosteriorObject.settingsFields(settings) + [
        ("effective_parameters", .number(effectiveParameters))
      ])
  }

  func table() -> TextPlots.Table { Self.table([self]) }

  /// One row per posterior.
  static func table(_ rows: [EvidenceObject]) -> TextPlots.Table {
    TextPlots.Table(
      columns: [
        .init("name"), .init("λ", alignment: .right),
        .init("log lik", alignment: .right),
        .init("log det ratio", alignment: .right), .init("scatter", alignment: .right),
        .init("evidence", alignment: .right), .init("γ", alignment: .right),
      ],
      rows: rows.map { row in
        [row.posteriorName]
          + [
            row.settings.priorPrecision, row.evidence.logLikelihood,
            row.evidence.logDeterminantRatio, row.evidence.scatter, row.evidence.value,
            row.effectiveParameters,
          ].map { formatted($0, significant: 6) }
      })
  }

  /// What adds up to the evidence: the fit, less half the complexity and half the scatter.
  func plot(_ request: PlotRequest) throws -> Plot {
    .bars(
      BarChart(
        title: request.title ?? headline,
        bars: [
          .init("log likelihood", value: evidence.logLikelihood),
          .init("-½ log det ratio", value: -0.5 * evidence.logDeterminantRatio),
          .init("-½ scatter", value: -0.5 * evidence.scatter),
          .init("evidence", value: evidence.value),
        ]))
  }

  func defaultView() throws -> [OutputBlock] { [.table(table())] }
}
