import RealModule

/// The log marginal likelihood of the data under a Laplace approximation, and its parts:
/// `log p(D) ≈ log p(D | θ*) - ½ (log det(h H + P₀) - log det P₀ + (θ* - μ₀)ᵀ P₀ (θ* - μ₀))`.
public struct MarginalLikelihood: Equatable, Sendable {
  /// `log p(D | θ*) = -h·loss - N C log(σ √(2π))`; without the last term in a classification.
  public let logLikelihood: Double
  /// `(θ* - μ₀)ᵀ P₀ (θ* - μ₀)`, for one prior precision around zero `δ ‖θ*‖²`.
  public let scatter: Double
  /// `log det(h H + P₀) - log det P₀`.
  public let logDeterminantRatio: Double
  /// `log det P₀`, for one prior precision `P log δ`; for a functional posterior on M of N examples that
  /// of the scaled prior, `P log((N/M) δ)`.
  public let logPriorDeterminant: Double

  /// `log det(h H + P₀)`.
  public var logPosteriorDeterminant: Double { logDeterminantRatio + logPriorDeterminant }

  /// The log marginal likelihood.
  public var value: Double { logLikelihood - 0.5 * (logDeterminantRatio + scatter) }
}

extension LaplacePosterior {
  /// The log marginal likelihood at the posterior's settings.
  ///
  /// For a functional posterior on M of N examples the log likelihood is that of all N, each counted
  /// once, the scatter that of the prior, and the determinant that of the subset's kernel under the scaled
  /// prior: `log p(D | θ*) - ½ (log det(I + G Gᵀ/ρ) + δ ‖θ* - μ₀‖²)` with `ρ = (N/M) δ/h`, summed over
  /// the outputs where they are independent. With M = N and joint outputs it is the evidence of the full
  /// curvature.
  public func marginalLikelihood() throws -> MarginalLikelihood {
    let likelihood = model.rules
    let prior = settings.priorPrecision
    return MarginalLikelihood(
      logLikelihood: -settings.curvatureScale * loss
        + likelihood.logNormalizer(
          count: exampleCount, outputs: model.network.outputCount, noise: settings.noise),
      scatter: zip(prior.values, squaredDeviations()).reduce(0) { $0 + $1.0 * $1.1 },
      logDeterminantRatio: try logDeterminantRatio(),
      logPriorDeterminant: zip(prior.values, prior.counts(over: selection))
        .reduce(0) { $0 + Double($1.1) * .log($1.0 * curvature.priorScale) })
  }

  /// `Σ (θ*ᵢ - μ₀ᵢ)²` over the weights of each prior precision.
  func squaredDeviations() -> [Double] {
    let (priorMean, shape) = (settings.priorMean, settings.priorPrecision.shape)
    return distances.value(where: { $0.mean == priorMean && $0.shape == shape }) {
      let squares = priorMean.deviations(of: mean).map { $0 * $0 }
      return PriorDistances(
        mean: priorMean, shape: shape,
        squares: settings.priorPrecision.sums(of: squares, over: selection))
    }.squares
  }
}

/// The squared distances of the weights from a prior mean: `Σ (θ*ᵢ - μ₀ᵢ)²` over the weights of each prior
/// precision of a shape.
struct PriorDistances: Sendable {
  let mean: PriorMean
  let shape: PriorPrecision.Shape
  let squares: [Double]
}
