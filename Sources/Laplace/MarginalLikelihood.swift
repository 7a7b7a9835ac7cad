import RealModule

/// The log marginal likelihood of the data under a Laplace approximation, and its parts:
/// `log p(D) ≈ log p(D | θ*) - ½ (log det(h H + δ I) - log det(δ I) + δ ‖θ*‖²)`.
public struct MarginalLikelihood: Equatable, Sendable {
  /// `log p(D | θ*) = -h·loss - N C log(σ √(2π))`; without the last term in a classification.
  public let logLikelihood: Double
  /// `(θ* - μ₀)ᵀ P₀ (θ* - μ₀)`, here `δ ‖θ*‖²`.
  public let scatter: Double
  /// `log det(h H + δ I) - log det(δ I)`.
  public let logDeterminantRatio: Double
  /// `log det(δ I) = P log δ`.
  public let logPriorDeterminant: Double

  /// `log det(h H + δ I)`.
  public var logPosteriorDeterminant: Double { logDeterminantRatio + logPriorDeterminant }

  /// The log marginal likelihood.
  public var value: Double { logLikelihood - 0.5 * (logDeterminantRatio + scatter) }
}

extension LaplacePosterior {
  /// The log marginal likelihood at the posterior's settings.
  public func marginalLikelihood() throws -> MarginalLikelihood {
    let likelihood = model.rules
    return MarginalLikelihood(
      logLikelihood: -settings.curvatureScale * loss
        + likelihood.logNormalizer(
          count: exampleCount, outputs: model.network.outputCount, noise: settings.noise),
      scatter: settings.priorPrecision * meanSquaredNorm,
      logDeterminantRatio: try definiteMoments().logDeterminantRatio(
        settings.relativePrecision),
      logPriorDeterminant: Double(parameterCount) * .log(settings.priorPrecision))
  }
}
