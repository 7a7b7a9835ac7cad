import Curvature
import NeuralNetworks

/// The numbers a posterior depends on beside the curvature: all of them can change without a refit.
public struct PosteriorSettings: Equatable, Sendable {
  /// The precision δ of the Gaussian prior on the weights.
  public let priorPrecision: PriorPrecision
  /// The mean μ₀ of the prior; it enters the evidence alone.
  public let priorMean: PriorMean
  /// The standard deviation σ of the observation noise of a regression.
  public let noise: Double
  /// The temperature T; below 1 the posterior concentrates.
  public let temperature: Double

  /// The settings given; noise and temperature must be positive and finite.
  public init(
    priorPrecision: PriorPrecision, priorMean: PriorMean = .scalar(0), noise: Double = 1,
    temperature: Double = 1
  ) throws(LaplaceError) {
    for (name, value) in [("noise", noise), ("temperature", temperature)]
    where !(value > 0 && value.isFinite) {
      throw .invalidSetting(name: name, value: value, requirement: "positive and finite")
    }
    self.priorPrecision = priorPrecision
    self.priorMean = priorMean
    self.noise = noise
    self.temperature = temperature
  }

  /// One prior precision for all weights around 0; each number must be positive and finite.
  public init(
    priorPrecision: Double = 1, noise: Double = 1, temperature: Double = 1
  ) throws(LaplaceError) {
    try self.init(
      priorPrecision: PriorPrecision(priorPrecision), noise: noise, temperature: temperature)
  }

  /// The same settings with another prior precision.
  public func with(_ priorPrecision: PriorPrecision) throws(LaplaceError) -> PosteriorSettings {
    try PosteriorSettings(
      priorPrecision: priorPrecision, priorMean: priorMean, noise: noise, temperature: temperature)
  }

  /// The same settings with another noise.
  public func with(noise: Double) throws(LaplaceError) -> PosteriorSettings {
    try PosteriorSettings(
      priorPrecision: priorPrecision, priorMean: priorMean, noise: noise, temperature: temperature)
  }

  /// The scale of the curvature, `h = 1/(σ² T)`.
  public var curvatureScale: Double { 1 / (noise * noise * temperature) }

  /// The prior precision in units of the curvature, `ρ = δ/h = δ σ² T`; nil where weights differ in it.
  ///
  /// The posterior precision is `h (H + ρ I)`: over a fixed spectrum of H, everything depends on the
  /// settings through ρ and outer factors alone.
  public var relativePrecision: Double? {
    priorPrecision.scalar.map { $0 / curvatureScale }
  }

  /// Refuses a noise other than 1 where the likelihood has none, and a prior that does not belong to the
  /// selected weights or cannot be added to the structure.
  func check(
    for likelihood: LikelihoodKind, _ selection: ParameterSelection, _ structure: HessianStructure
  ) throws(LaplaceError) {
    guard likelihood.rules.hasObservationNoise || noise == 1 else { throw .noObservationNoise }
    try priorPrecision.check(over: selection)
    try priorMean.check(over: selection)
    if structure.isFunctional, priorPrecision.scalar == nil {
      throw .scalarPriorNeeded(structure: structure.word)
    }
    if priorPrecision.shape == .parameters, !structure.takesPriorsOfParameters {
      throw .priorShape(structure: structure.word)
    }
  }
}

extension HessianStructure {
  /// Whether a diagonal with a number for each parameter can be added to the structure: Kronecker
  /// eigenbases are those of a multiple of the identity in each tensor alone, and the kernel of a Gaussian
  /// process knows no single parameter.
  public var takesPriorsOfParameters: Bool {
    switch self {
    case .kronecker, .eigenvalueCorrected, .functional: false
    case .full, .blockDiagonal, .diagonal, .lowRank: true
    }
  }
}
