import Curvature
import Laplace
import TextPlots

extension SessionPosterior {
  /// What the log marginal likelihood leaves out, so that it is no measure against that of other posteriors;
  /// nil where it is whole.
  private var evidenceGap: String? {
    switch curvature {
    case let kernel as FunctionalCurvature where kernel.subsetCount < exampleCount:
      "counts the fit to \(exampleCount) examples but what \(kernel.subsetCount) of them determine"
    case let directions as LowRankCurvature where (directions.omittedFraction ?? 0) > 1e-6:
      "leaves out what lies in \(formatted(100 * (directions.omittedFraction ?? 0), significant: 2)) % "
        + "of the curvature's trace"
    default: nil
    }
  }

  /// The warning that goes with the log marginal likelihood; none where it is whole.
  func evidenceWarnings(named name: String) -> [Problem] {
    guard let evidenceGap else { return [] }
    return [
      Problem(
        .partialEvidence, "the evidence of \(name) \(evidenceGap): it is too high.",
        remedies: ["compare it with no other structure's"])
    ]
  }
}
