import Parallelism
import RealModule
import Tensors

/// Prior precision and noise at the maximum of the log marginal likelihood (type-II maximum likelihood;
/// MacKay, 1992).
public struct EvidenceTuning<Scalar: TensorScalar>: Sendable {
  /// The posterior at the maximum; it shares the curvature of the one that was tuned.
  public let posterior: LaplacePosterior<Scalar>
  /// The log marginal likelihood there.
  public let evidence: Double
  /// The log marginal likelihood at the settings of the start.
  public let startEvidence: Double
  /// The number of steps of the searches.
  public let stepCount: Int
  /// Whether the gradient in the logarithms of the settings vanished.
  public let isConverged: Bool
  /// Whether a prior precision ended where the search does: the evidence then rises without bound in it,
  /// as where all weights equal the prior mean.
  public let isAtBound: Bool

  /// The prior precisions that are searched, in units of the posterior's scale `h · max s`.
  static var range: ClosedRange<Double> { 1e-12...1e12 }
}

extension LaplacePosterior {
  /// Tunes the prior precision, in a shape of choice, and in a regression the noise unless it is to stay.
  ///
  /// One prior precision is found as the best root of `γ(ρ) = δ ‖θ* - μ₀‖²` over all `ρ = δ/h`, with the
  /// noise in closed form; several by Newton steps in their logarithms from there, or MacKay's fixed
  /// point where the evidence is not concave.
  /// Stopping early keeps the settings reached.
  public func tunedByEvidence(
    _ shape: PriorPrecision.Shape? = nil, keepingNoise: Bool = false,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> EvidenceTuning<Scalar> {
    let shape = shape ?? settings.priorPrecision.shape
    let tunesNoise = !keepingNoise && model.rules.hasObservationNoise
    let start = try marginalLikelihood().value
    let profile = try ScalarEvidenceProfile(of: self, tunesNoise: tunesNoise)
    let (scalar, isAtBound) = try profile.maximum(cancellation: cancellation)
    guard shape != .scalar else {
      let best = try with(scalar)
      return EvidenceTuning(
        posterior: best, evidence: try best.marginalLikelihood().value, startEvidence: start,
        stepCount: profile.stepCount, isConverged: !isAtBound && !cancellation.isCancelled,
        isAtBound: isAtBound)
    }
    var ascent = try EvidenceAscent(
      from: self, at: scalar, shape: shape, tunesNoise: tunesNoise)
    try ascent.run(cancellation: cancellation, progress: progress)
    return EvidenceTuning(
      posterior: ascent.posterior, evidence: ascent.value, startEvidence: start,
      stepCount: profile.stepCount + ascent.stepCount, isConverged: ascent.isConverged,
      isAtBound: ascent.isAtBound)
  }
}
