/// A posterior whose likelihood can be raised to a power: `p(θ) p(D|θ)^β`, from the prior at β = 0 to the
/// posterior at β = 1, prior and likelihood with all of their constants.
public protocol PowerPosterior: Sendable {
  /// The density at a power.
  associatedtype Density: LogDensity

  /// `log p(θ) + β log p(D|θ)`.
  func density(power: Double) -> Density

  /// Coordinates in which the density at a power is nearly standard normal; at β = 0 exactly, so that the
  /// prior is Gaussian.
  func whitening(power: Double) throws -> Whitening

  /// `log p(D|θ)`.
  func logLikelihood(at point: [Double]) -> Double
}
