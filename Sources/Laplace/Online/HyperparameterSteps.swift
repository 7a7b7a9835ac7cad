import Parallelism
import RealModule
import Tensors

/// The way up the evidence that each posterior of an evidence training allows: to its maximum, or a few
/// steps of Adam in the logarithms of prior precision and noise, whose moments last from one posterior to
/// the next.
struct HyperparameterSteps {
  private let stepCount: Int?
  private let learningRate: Double
  private let keepsNoise: Bool
  private var means: [Double] = []
  private var squares: [Double] = []
  private var time = 0

  init(_ options: EvidenceTrainingOptions) {
    stepCount = options.hyperSteps
    learningRate = options.hyperLearningRate
    keepsNoise = options.keepsNoise
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

  /// One step of Adam (Kingma and Ba, 2015).
  private mutating func step<Scalar>(
    from posterior: LaplacePosterior<Scalar>
  ) throws -> PosteriorSettings {
    let settings = posterior.settings
    let gradient = try posterior.evidenceGradient()
    let priors = settings.priorPrecision.values
    var slopes = zip(priors, gradient.priorPrecision).map { $0 * $1 }
    let noise = keepsNoise ? nil : gradient.noise
    if let noise { slopes.append(noise * settings.noise) }
    if means.isEmpty {
      means = slopes.map { _ in 0 }
      squares = means
    }
    time += 1
    let (decay, squareDecay) = (0.9, 0.999)
    for index in slopes.indices {
      means[index] = decay * means[index] + (1 - decay) * slopes[index]
      squares[index] =
        squareDecay * squares[index] + (1 - squareDecay) * slopes[index] * slopes[index]
    }
    let steps = slopes.indices.map { index in
      let mean = means[index] / (1 - .pow(decay, time))
      let square = squares[index] / (1 - .pow(squareDecay, time))
      return learningRate * mean / (square.squareRoot() + 1e-8)
    }
    let moved = zip(priors, steps).map { $0 * .exp($1) }
    return try PosteriorSettings(
      priorPrecision: settings.priorPrecision.with(moved), priorMean: settings.priorMean,
      noise: noise == nil ? settings.noise : settings.noise * .exp(steps[priors.count]),
      temperature: settings.temperature)
  }
}
