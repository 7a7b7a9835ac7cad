import NeuralNetworks

/// The numbers a posterior depends on beside the curvature: all of them can change without a refit.
public struct PosteriorSettings: Equatable, Sendable {
  /// The precision δ of the Gaussian prior on every weight.
  public let priorPrecision: Double
  /// The standard deviation σ of the observation noise of a regression.
  public let noise: Double
  /// The temperature T; below 1 the posterior concentrates.
  public let temperature: Double

  /// The settings given, each of which must be positive and finite.
  public init(
    priorPrecision: Double = 1, noise: Double = 1, temperature: Double = 1
  ) throws(LaplaceError) {
    for (name, value) in [
      ("prior precision", priorPrecision), ("noise", noise), ("temperature", temperature),
    ] where !(value > 0 && value.isFinite) {
      throw .invalidSetting(name: name, value: value, requirement: "positive and finite")
    }
    self.priorPrecision = priorPrecision
    self.noise = noise
    self.temperature = temperature
  }

  /// The scale of the curvature, `h = 1/(σ² T)`.
  public var curvatureScale: Double { 1 / (noise * noise * temperature) }

  /// The prior precision in units of the curvature, `ρ = δ/h = δ σ² T`.
  ///
  /// The posterior precision is `h (H + ρ I)`: over a fixed spectrum of H, everything depends on the
  /// settings through ρ and outer factors alone.
  public var relativePrecision: Double { priorPrecision / curvatureScale }

  /// Refuses a noise other than 1 where the likelihood has none.
  func check(for likelihood: LikelihoodKind) throws(LaplaceError) {
    guard likelihood.rules.hasObservationNoise || noise == 1 else { throw .noObservationNoise }
  }
}
