import MonteCarlo

/// How a Laplace posterior is compared with the posterior itself.
public struct CheckOptions: Equatable, Sendable {
  /// The chains of the comparison.
  public var sampler = SamplerOptions()
  /// Whether the evidence is integrated too, which takes chains at each of many powers.
  public var integratesEvidence = false
  /// The longest comparison that is attempted, in estimated seconds; nil attempts any.
  public var timeLimit: Double? = 600
  /// How the outputs of the Laplace posterior become class probabilities.
  public var link = LinkApproximation.probit

  /// Four chains, no evidence.
  public init() {}

  /// The chains at each power of the evidence: a quarter as long, since there are many powers.
  var integration: ThermodynamicIntegration.Options {
    var options = ThermodynamicIntegration.Options()
    options.sampler = sampler
    // Other random numbers than those of the comparison.
    options.sampler.seed ^= 0xAF25_1AF3_B0F0_25B5
    options.sampler.drawCount = max(100, sampler.drawCount / 4)
    options.sampler.warmUpCount = max(100, sampler.warmUpCount / 4)
    return options
  }
}
