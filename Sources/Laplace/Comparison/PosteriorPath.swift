import Curvature
import LinearAlgebra
import MonteCarlo
import Tensors

extension LaplacePosterior {
  /// `h H` as a matrix (P, P).
  ///
  /// Throws `noWeightPosterior` where outputs are independent processes.
  func scaledCurvatureMatrix() throws -> Tensor<Double> {
    let unit = Tensor<Double>(
      shape: [parameterCount, parameterCount],
      scalars: (0..<parameterCount * parameterCount).map {
        $0.isMultiple(of: parameterCount + 1) ? 1 : 0
      })
    return settings.curvatureScale * (try spectrum.products(unit))
  }
}

/// The way from the prior to the posterior by powers of the likelihood, each power sampled in coordinates
/// in which its Laplace approximation is standard normal.
struct PosteriorPath: PowerPosterior {
  /// The posterior at its end.
  let posterior: DataPosterior
  /// `h H`, of shape (P, P).
  let curvature: Tensor<Double>

  /// `log p(θ) + β log p(D|θ)`.
  func density(power: Double) -> DataPosterior { posterior.tempered(power) }

  /// `log p(D|θ)`.
  func logLikelihood(at point: [Double]) -> Double { posterior.logLikelihood(at: point) }

  /// The coordinates of `N(μ₀, (β h H + P₀)⁻¹)`: at β = 0 the prior, and where the center of the others
  /// lies makes no difference to a sampler.
  func whitening(power: Double) throws -> Whitening {
    try Whitening(center: posterior.priorMeans, precision: precision(power: power))
  }

  /// `β h H + P₀`.
  func precision(power: Double) -> Tensor<Double> {
    var precision = power * curvature
    for (index, prior) in posterior.priorPrecisions.enumerated() {
      precision.scalars[index * (posterior.dimension + 1)] += prior
    }
    return precision
  }
}
