import Laplace
import Parallelism
import TextPlots

/// A posterior at its own settings and at those that evidence and data prefer.
struct ExplorationReport: SessionObject {
  /// One choice of settings and what it gives.
  struct Row: Sendable {
    /// Who chose them.
    let label: String
    let settings: PosteriorSettings
    /// The log marginal likelihood.
    let evidence: Double
    let effectiveParameters: Double
    /// The mean negative log likelihood of the scored data; nil without any.
    let negativeLogLikelihood: Double?
  }

  let rows: [Row]
  private let exploration: Exploration

  /// Looks for the optima of the evidence, and of the scored data unless the posterior was fitted to it.
  init(_ exploration: Exploration, cancellation: Cancellation, progress: Progress) throws {
    self.exploration = exploration
    let posterior = exploration.posterior
    var choices: [(label: String, posterior: any SessionPosterior)] = [("as it is", posterior)]
    choices.append(
      (
        "evidence",
        try posterior.tunedByEvidence(
          .scalar, keepingNoise: false, cancellation: cancellation, progress: .ignored
        ).posterior
      ))
    if let scored = exploration.scored, exploration.isValidated {
      choices.append(
        (
          "validation",
          try posterior.tuned(
            by: .nll, on: scored.data.dataset, leavingOneOut: false,
            priorPrecisions: ExploredSetting.prior.values(perDecade: 3), link: .probit,
            cancellation: cancellation, progress: progress
          ).posterior
        ))
    }
    rows = try choices.map { label, posterior in
      let prediction = try exploration.scored.map {
        try PredictionObject(
          of: posterior, named: exploration.name, on: $0.data, cancellation: cancellation)
      }
      return Row(
        label: label, settings: posterior.settings,
        evidence: try posterior.marginalLikelihood().value,
        effectiveParameters: try posterior.effectiveParameters(),
        negativeLogLikelihood: prediction.flatMap { exploration.scores($0)?.values[.nll] })
    }
  }

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    for row in rows {
      fingerprint.combine(row.label)
      fingerprint.combine(row.settings.priorPrecision.values)
      fingerprint.combine([row.settings.noise, row.evidence])
    }
    return fingerprint
  }

  var headline: String {
    let best = rows.dropFirst().map { row in
      "\(row.label) prefers λ \(formatted(row.settings.priorPrecision))"
    }
    return ([exploration.name + " at λ \(formatted(rows[0].settings.priorPrecision))"] + best)
      .joined(separator: " · ")
  }

  func json(name: String) -> JSONValue {
    .array(
      rows.map { row in
        .object(
          [("choice", .text(row.label))] + PosteriorObject.settingsFields(row.settings) + [
            ("log_marginal_likelihood", .number(row.evidence)),
            ("effective_parameters", .number(row.effectiveParameters)),
            ("nll", row.negativeLogLikelihood.map(JSONValue.number) ?? .null),
          ])
      })
  }

  func table() -> TextPlots.Table {
    let movable = exploration.movable
    let scored = exploration.scored.map { ["nll on \($0.name)"] } ?? []
    return TextPlots.Table(
      columns: [.init("settings")]
        + (movable.map(\.symbol) + ["evidence", "γ"] + scored).map {
          .init($0, alignment: .right)
        },
      rows: rows.map { row in
        [row.label] + movable.map { formatted($0.value(row.settings)) }
          + [
            formatted(row.evidence, significant: 6), formatted(row.effectiveParameters),
          ] + (scored.isEmpty ? [] : [row.negativeLogLikelihood.map { formatted($0) } ?? "–"])
      })
  }

  /// The log marginal likelihood over prior precisions, with the posterior's own.
  func plot(_ request: PlotRequest) throws -> Plot {
    exploration.evidencePlot(rows[0].settings, title: request.title ?? "log p(D|λ)")
  }

  func defaultView() throws -> [OutputBlock] { [.table(table()), .plot(try plot(PlotRequest()))] }
}
