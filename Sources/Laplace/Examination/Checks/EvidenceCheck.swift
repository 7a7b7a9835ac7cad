import Curvature
import Parallelism
import RealModule
import Tensors

/// Whether the evidence asks for quite another prior precision than the posterior has.
enum EvidenceCheck: Check {
  private static let largestFactor = 10.0
  /// The gain of log evidence that counts as strong (Kass and Raftery, 1995).
  private static let leastGain = 3.0

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let posterior = subject.posterior, let prior = posterior.settings.priorPrecision.scalar
    else { return nil }
    // The evidence of a kernel on a part of the data prefers another prior than that of all of it.
    if let curvature = posterior.curvature as? FunctionalCurvature,
      curvature.subsetCount < posterior.exampleCount
    {
      return nil
    }
    let tuning: EvidenceTuning<Scalar>
    do {
      tuning = try posterior.tunedByEvidence(
        .scalar, keepingNoise: true, cancellation: cancellation)
    } catch LaplaceError.indefinite {
      return nil
    }
    let best = tuning.posterior.settings.priorPrecision.values[0]
    let gain = tuning.evidence - tuning.startEvidence
    let factor = max(best / prior, prior / best)
    let figures = [
      Finding.Figure("evidence", tuning.startEvidence), Finding.Figure("best_prior", best),
      Finding.Figure("best_evidence", tuning.evidence), Finding.Figure("prior", prior),
    ]
    let pair =
      "log evidence \(tuning.startEvidence.inWords) at prior \(prior.inWords), "
      + "\(tuning.evidence.inWords) at \(best.inWords)"
    guard factor > largestFactor, gain > leastGain else {
      return Finding(
        "evidence", .ok, "The prior is near the top of the evidence: \(pair).", figures: figures)
    }
    return Finding(
      "evidence", .warning,
      "The evidence speaks for another prior"
        + (tuning.isAtBound ? ", and rises without bound: \(pair)." : ": \(pair)."),
      figures: figures,
      remedies: tuning.isAtBound
        ? ["ask whether the data need these weights at all"]
        : ["tune", "train on with prior=\(best.inWords) and fit again"])
  }
}
