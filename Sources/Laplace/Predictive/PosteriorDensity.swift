import RealModule
import Tensors

extension LaplacePosterior {
  /// `(θ - θ*)ᵀ (h H + P₀) (θ - θ*)` for weights in the order of the selection.
  ///
  /// Throws `weightCount` where there are not P of them, and `noWeightPosterior` where outputs are
  /// independent processes.
  public func squareNorm(of weights: [Double]) throws -> Double {
    guard weights.count == parameterCount else {
      throw LaplaceError.weightCount(found: weights.count, expected: parameterCount)
    }
    let deviations = zip(weights, mean).map { $0 - $1 }
    return zip(deviations, try precisionProduct(deviations)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// `(h H + P₀) v`.
  func precisionProduct(_ vector: [Double]) throws -> [Double] {
    let prior = relativePrior.values(over: selection)
    let products = try spectrum.products(Tensor(shape: [1, vector.count], scalars: vector)).scalars
    let scale = settings.curvatureScale
    return vector.indices.map { scale * (products[$0] + prior[$0] * vector[$0]) }
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
  /// precision, noise and temperature smoothly. Throws `tooManySamples` where they need more than the
  /// memory limit of the options.
  public func sample(count: Int, seed: UInt64) throws -> Tensor<Double> {
    guard count > 0 else {
      throw LaplaceError.invalidSetting(
        name: "number of samples", value: Double(count), requirement: "at least 1")
    }
    try checkMemory(ofDraws: count)
    var random = RandomStream(seed: seed)
    let deviations = try precisionFactor().deviations(count: count, using: &random)
    return (1 / settings.curvatureScale.squareRoot()) * deviations + Tensor(mean)
  }
}
