import NeuralNetworks
import Parallelism
import RealModule
import Tensors

/// The way up the evidence that each posterior of an evidence training allows: to its maximum, or a few
/// steps of Adam in the logarithms of prior precision and noise, whose moments last from one posterior to
/// the next.
struct HyperparameterSteps {
  private let stepCount: Int?
  private let keepsNoise: Bool
  private var optimizer: Adam<Double>

  init(_ options: EvidenceTrainingOptions) {
    stepCount = options.hyperSteps
    keepsNoise = options.keepsNoise
    optimizer = Adam(learningRate: options.hyperLearningRate)
  }

  /// The posterior at better settings.
  mutating func tuned<Scalar: TensorScalar>(
    _ posterior: LaplacePosterior<Scalar>, cancellation: Cancellation
  ) throws -> LaplacePosterior<Scalar> {
    guard let stepCount else {
      return try posterior.tunedByEvidence(
        keepingNoise: keepsNoise, cancellation: cancellation
      ).posterior
    }
    var posterior = posterior
    for _ in 0..<stepCount {
      try cancellation.check()
      posterior = try posterior.with(step(from: posterior))
    }
    return posterior
  }

  private mutating func step<Scalar>(
    from posterior: LaplacePosterior<Scalar>
  ) throws -> PosteriorSettings {
    let settings = posterior.settings
    let gradient = try posterior.evidenceGradient()
    let noise = keepsNoise ? nil : gradient.noise
    let values = settings.priorPrecision.values + (noise == nil ? [] : [settings.noise])
    // The optimiser goes down, and ∂/∂log x = x ∂/∂x.
    let slopes = zip(values, gradient.priorPrecision + (noise.map { [$0] } ?? []))
      .map { -$0 * $1 }
    var logarithms = [Tensor(values).mapped(.logarithm)]
    optimizer.step(&logarithms, gradients: [Tensor(slopes)], scale: 1)
    let moved = logarithms[0].mapped(.exponential).scalars
    return try PosteriorSettings(
      priorPrecision: settings.priorPrecision.with(
        Array(moved.prefix(settings.priorPrecision.values.count))),
      priorMean: settings.priorMean, noise: noise == nil ? settings.noise : moved[moved.count - 1],
      temperature: settings.temperature)
  }
}
