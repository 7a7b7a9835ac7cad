import Laplace
import MonteCarlo

extension CheckObject {
  func json(name: String) -> JSONValue {
    let (bulk, tail) = check.smallestSampleSizes
    let chains = check.chains
    return .object([
      ("posterior", .text(posteriorName)), ("chains", .integer(chains.chains.count)),
      ("draws", .integer(chains.drawCount)), ("r_hat", .number(check.largestRHat)),
      ("ess_bulk", .number(bulk)), ("ess_tail", .number(tail)),
      ("divergences", .integer(check.divergenceCount)),
      ("gradients", .integer(check.gradientCount)),
      ("step_sizes", .numbers(chains.chains.map(\.stepSize))),
      ("acceptances", .numbers(chains.chains.map(\.acceptance))),
      ("partial", .boolean(check.isPartial)),
      ("weights", .array(check.marginals.indices.map(weight))),
      (
        "predictions",
        .array(zip(sets, check.predictions).map { predictions($0.name, $1) })
      ),
      ("evidence", evidence),
    ])
  }

  private func weight(_ weight: Int) -> JSONValue {
    let marginal = check.marginals[weight]
    let (sampled, moments) = (marginal.sampled, marginal.sampled.moments)
    let fields: [(name: String, value: JSONValue)] = [
      ("name", .text(check.selection.name(ofWeight: weight))),
      ("laplace_mean", .number(marginal.mean)), ("laplace_sd", .number(marginal.deviation)),
      ("nuts_mean", .number(moments.mean)), ("nuts_mean_error", .number(moments.meanError)),
      ("nuts_sd", .number(moments.deviation)), ("nuts_sd_error", .number(moments.deviationError)),
      ("wasserstein", .number(marginal.distance)),
      ("wasserstein_chance", .number(marginal.chanceDistance)), ("r_hat", .number(sampled.rHat)),
      ("ess_bulk", .number(sampled.bulkSampleSize)), ("ess_tail", .number(sampled.tailSampleSize)),
    ]
    let exact: [(name: String, value: JSONValue)] =
      check.exact.map { exact in
        [
          ("exact_mean", .number(exact.mean[weight])),
          ("exact_sd", .number(exact.covariance[weight, weight].squareRoot())),
        ]
      } ?? []
    return .object(fields + exact)
  }

  private func predictions(_ name: String, _ prediction: PredictiveComparison) -> JSONValue {
    let figures = prediction.figures.map { figure -> JSONValue in
      .object([
        ("figure", .text(figure.kind.rawValue)),
        ("largest_difference", .number(figure.difference(figure.worst))),
        ("error_there", .number(figure.errors[figure.worst])),
        ("mean_difference", .number(figure.meanDifference)),
        ("mean_error", .number(figure.meanError)), ("laplace", .numbers(figure.laplace)),
        ("nuts", .numbers(figure.sampled)), ("errors", .numbers(figure.errors)),
      ])
    }
    let scores: [(name: String, value: JSONValue)] =
      prediction.scores.map {
        [
          ("laplace_nll", .number($0.laplace)), ("nuts_nll", .number($0.sampled.mean)),
          ("nuts_nll_error", .number($0.sampled.error)),
        ]
      } ?? []
    return .object([("on", .text(name)), ("figures", .array(figures))] + scores)
  }

  private var evidence: JSONValue {
    var fields: [(name: String, value: JSONValue)] = [("laplace", .number(check.evidence))]
    if let exact = check.exact { fields.append(("exact", .number(exact.logIntegral))) }
    if let integration = check.integration {
      fields += [
        ("integrated", .number(integration.logEvidence)), ("error", .number(integration.error)),
        ("sampling_error", .number(integration.samplingError)),
        ("discretization_error", .number(integration.discretizationError)),
        (
          "powers",
          .array(
            integration.rungs.map { rung in
              .object([
                ("power", .number(rung.power)), ("log_likelihood", .number(rung.mean.mean)),
                ("error", .number(rung.mean.error)), ("variance", .number(rung.variance)),
                ("r_hat", .number(rung.rHat)),
              ])
            })
        ),
      ]
    }
    return .object(fields)
  }
}
