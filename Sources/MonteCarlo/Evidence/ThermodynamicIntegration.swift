import Parallelism
import RealModule
import Tensors

/// The log evidence `log ∫ p(θ) p(D|θ) dθ = ∫₀¹ E_β[log p(D|θ)] dβ`, E_β the mean over
/// `p(θ) p(D|θ)^β` (Gelman and Meng, 1998; Friel and Pettitt, 2008).
public struct ThermodynamicIntegration: Equatable, Sendable {
  /// What was found at one power.
  public struct Rung: Equatable, Sendable {
    /// The power β.
    public let power: Double
    /// The mean of the log likelihood and its Monte-Carlo error.
    public let mean: MeanEstimate
    /// The variance of the log likelihood: the slope of the mean in β.
    public let variance: Double
    /// R-hat of the log likelihood.
    public let rHat: Double
  }

  /// How the integral is taken.
  public struct Options: Equatable, Sendable {
    /// The number K of intervals; even, so that every second power tells how fine they are.
    public var intervalCount = 32
    /// The chains at each power.
    public var sampler = SamplerOptions()

    /// The usual choices.
    public init() {}
  }

  /// The powers, ascending from 0 to 1.
  public let rungs: [Rung]
  /// The log evidence.
  public let logEvidence: Double
  /// The Monte-Carlo standard error of the log evidence.
  public let samplingError: Double
  /// About how far off the integral is for want of more powers.
  public let discretizationError: Double

  /// Both errors together.
  public var error: Double { .hypot(samplingError, discretizationError) }

  /// Integrates from the prior to the posterior.
  ///
  /// The powers are `(k/K)⁵`, dense near the prior, where the mean rises steepest. At the prior draws are
  /// independent; from there each chain climbs on its own, with a warm-up at each power.
  public init<Posterior: PowerPosterior>(
    of posterior: Posterior, options: Options = Options(),
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try options.sampler.check()
    guard options.intervalCount >= 2, options.intervalCount.isMultiple(of: 2) else {
      throw MonteCarloError.invalidSetting(
        name: "the even number of intervals", value: options.intervalCount, minimum: 2)
    }
    let count = options.intervalCount
    let powers = (0...count).map { Double.pow(Double($0) / Double(count), 5) }
    let whitenings = try powers.map { try posterior.whitening(power: $0) }
    let climbs = Parallel.map(options.sampler.chainCount) { chain in
      Climb(posterior, powers, whitenings, options.sampler, chain, cancellation) {
        if chain == 0 { progress.report($0, of: count + 1) }
      }.logLikelihoods
    }
    try cancellation.check()
    self.init(
      powers: powers, logLikelihoods: powers.indices.map { rung in climbs.map { $0[rung] } })
  }

  /// The integral of log likelihoods at each power, a list for each chain.
  init(powers: [Double], logLikelihoods: [[[Double]]]) {
    rungs = zip(powers, logLikelihoods).map { power, chains in
      let mean = MeanEstimate(chains)
      let squares = chains.joined().reduce(0) { $0 + ($1 - mean.mean) * ($1 - mean.mean) }
      return Rung(
        power: power, mean: mean, variance: squares / Double(chains.joined().count - 1),
        rHat: ChainSummary(chains).rHat)
    }
    let rule = TrapezoidRule(powers)
    let (means, variances) = (rungs.map(\.mean.mean), rungs.map(\.variance))
    logEvidence = rule.integral(of: means, slopes: variances)
    let coarse = Array(powers.indices).filter { $0.isMultiple(of: 2) }
    let coarseIntegral = TrapezoidRule(coarse.map { powers[$0] })
      .integral(of: coarse.map { means[$0] }, slopes: coarse.map { variances[$0] })
    // The rule is of fourth order: half the step, a sixteenth of the error.
    discretizationError = abs(logEvidence - coarseIntegral) / 15
    // What each draw adds to the integral, linearised: w ℓ + v (ℓ - ℓ̄)².
    samplingError = rungs.indices.reduce(0) { sum, rung in
      let parts = logLikelihoods[rung].map { chain in
        chain.map { value in
          let deviation = value - means[rung]
          return rule.weights[rung] * value + rule.slopeWeights[rung] * deviation * deviation
        }
      }
      let error = MeanEstimate(parts).error
      return sum + error * error
    }.squareRoot()
  }
}

/// The trapezoid rule with its end correction in each interval,
/// `Δ/2 (f₀ + f₁) - Δ²/12 (f₁' - f₀')` (Friel, Hurn and Wyse, 2014).
struct TrapezoidRule {
  /// What each value counts.
  let weights: [Double]
  /// What each slope counts.
  let slopeWeights: [Double]

  /// The rule over ascending nodes.
  init(_ nodes: [Double]) {
    var weights = [Double](repeating: 0, count: nodes.count)
    var slopeWeights = weights
    for index in nodes.indices.dropLast() {
      let width = nodes[index + 1] - nodes[index]
      weights[index] += width / 2
      weights[index + 1] += width / 2
      slopeWeights[index] += width * width / 12
      slopeWeights[index + 1] -= width * width / 12
    }
    self.weights = weights
    self.slopeWeights = slopeWeights
  }

  /// The integral of a function with these values and slopes at the nodes.
  func integral(of values: [Double], slopes: [Double]) -> Double {
    zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
      + zip(slopeWeights, slopes).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// One chain's way from the prior to the posterior.
private struct Climb {
  /// The log likelihoods of the draws at each power; empty where it was stopped.
  private(set) var logLikelihoods: [[Double]] = []

  init<Posterior: PowerPosterior>(
    _ posterior: Posterior, _ powers: [Double], _ whitenings: [Whitening],
    _ options: SamplerOptions, _ chain: Int, _ cancellation: Cancellation, tell: (Int) -> Void
  ) {
    var random = RandomStream(seed: options.seed, stream: UInt64(chain + 1))
    let dimension = whitenings[0].center.count
    var draws = whitenings[0].points(of: random.normals([options.drawCount, dimension]))
    logLikelihoods.append(Self.logLikelihoods(of: draws, posterior))
    tell(1)
    for (rung, power) in powers.enumerated().dropFirst() {
      let last = Array(draws.scalars.suffix(dimension))
      let density = WhitenedDensity(posterior.density(power: power), whitenings[rung])
      let coordinates = MarkovChain(
        of: density, from: density.evaluated(at: whitenings[rung].coordinates(of: last)),
        options: options, using: &random, cancellation: cancellation, tell: {}
      ).draws
      guard !cancellation.isCancelled else { return }
      draws = whitenings[rung].points(of: coordinates)
      logLikelihoods.append(Self.logLikelihoods(of: draws, posterior))
      tell(rung + 1)
    }
  }

  private static func logLikelihoods<Posterior: PowerPosterior>(
    of draws: Tensor<Double>, _ posterior: Posterior
  ) -> [Double] {
    let width = draws.shape[1]
    return (0..<draws.shape[0]).map {
      posterior.logLikelihood(at: Array(draws.scalars[$0 * width..<($0 + 1) * width]))
    }
  }
}
