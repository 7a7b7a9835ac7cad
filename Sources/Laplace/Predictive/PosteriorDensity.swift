import RealModule
import Tensors

extension LaplacePosterior {
  /// `(θ - θ*)ᵀ (h H + P₀) (θ - θ*)` for weights in the order of the selection.
  ///
  /// Throws `weightCount` where there are not P of them.
  public func squareNorm(of weights: [Double]) throws -> Double {
    guard weights.count == parameterCount else {
      throw LaplaceError.weightCount(found: weights.count, expected: parameterCount)
    }
    let prior = RelativePrior(
      settings.priorPrecision, scale: settings.curvatureScale, over: selection)
    let deviations = zip(weights, mean).map { $0 - $1 }
    let products = spectrum.products(Tensor(shape: [1, deviations.count], scalars: deviations))
      .scalars
    var sum = 0.0
    for (place, relative) in prior.values(over: selection).enumerated() {
      sum += deviations[place] * (products[place] + relative * deviations[place])
    }
    return settings.curvatureScale * sum
  }

  /// The log density of the posterior at weights,
  /// `½ log det(h H + P₀) - P/2 log 2π - ½ ‖θ - θ*‖²`; without the first two terms when it is not to be
  /// normalised.
  public func logDensity(of weights: [Double], isNormalized: Bool = true) throws -> Double {
    let exponent = -0.5 * (try squareNorm(of: weights))
    guard isNormalized else { return exponent }
    let evidence = try marginalLikelihood()
    return exponent + 0.5 * evidence.logPosteriorDeterminant
      - 0.5 * Double(parameterCount) * .log(2 * .pi)
  }

  /// `(h H + P₀)⁻¹ v` for each row v of a matrix (S, P): the posterior's covariance times vectors in the
  /// order of the selection.
  ///
  /// Throws `weightCount` where rows have another length.
  public func covarianceProducts(_ rows: Tensor<Double>) throws -> Tensor<Double> {
    guard rows.shape.rank == 2, rows.shape[1] == parameterCount else {
      throw LaplaceError.weightCount(found: rows.shape[-1], expected: parameterCount)
    }
    return (1 / settings.curvatureScale) * (try precisionFactor().solve(rows))
  }

  /// Draws of the weights from the posterior, one in each row in the order of the selection: (count, P).
  ///
  /// The same seed draws the same standard normal numbers at every setting, so that samples follow prior
  /// precision, noise and temperature smoothly.
  public func sample(count: Int, seed: UInt64) throws -> Tensor<Double> {
    guard count > 0 else {
      throw LaplaceError.invalidSetting(
        name: "number of samples", value: Double(count), requirement: "at least 1")
    }
    var random = RandomStream(seed: seed)
    let deviations = try precisionFactor().deviations(count: count, using: &random)
    return (1 / settings.curvatureScale.squareRoot()) * deviations + Tensor(mean)
  }
}
