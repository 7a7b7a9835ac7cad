import Curvature
import Datasets
import MonteCarlo
import NeuralNetworks
import Parallelism
import Tensors

/// A Laplace posterior beside the posterior that it approximates, which the No-U-Turn Sampler draws from.
///
/// The chains start at draws of the Laplace posterior, and its precision is their mass matrix. A network's
/// posterior has as many modes as the network has symmetries; as long as the chains stay, what is compared
/// is the neighbourhood of the one mode, and where they leave it R-hat tells.
public struct PosteriorCheck: Sendable {
  /// The weights, in the order of the chains' coordinates.
  public let selection: ParameterSelection
  /// The draws of the weights.
  public let chains: MarkovChains
  /// Each weight in both posteriors.
  public let marginals: [MarginalComparison]
  /// What the posterior is exactly; nil where it is no Gaussian, or the likelihood none.
  public let exact: GaussianForm?
  /// The log marginal likelihood of the Laplace posterior.
  public let evidence: Double
  /// The same by thermodynamic integration; nil where it was not asked for, or stopped.
  public let integration: ThermodynamicIntegration?
  /// The predictions of both for each data set.
  public let predictions: [PredictiveComparison]
  /// What it was expected to cost.
  public let plan: CheckPlan
  /// Whether it was stopped, and holds what was finished.
  public let isPartial: Bool

  /// The largest R-hat of a weight.
  public var largestRHat: Double { marginals.map(\.sampled.rHat).max() ?? 1 }
  /// The smallest effective sample size of a weight, in the middle and in the tails.
  public var smallestSampleSizes: (bulk: Double, tail: Double) {
    (
      marginals.map(\.sampled.bulkSampleSize).min() ?? 0,
      marginals.map(\.sampled.tailSampleSize).min() ?? 0
    )
  }
  /// The transitions whose energy was lost.
  public var divergenceCount: Int { chains.chains.reduce(0) { $0 + $1.divergenceCount } }
  /// The gradients that the chains took, without those of the evidence.
  public var gradientCount: Int { chains.chains.reduce(0) { $0 + $1.gradientCount } }

  /// R-hat beyond which chains do not tell the same (Vehtari et al., 2021).
  public static let rHatLimit = 1.01
}

extension LaplacePosterior {
  /// What a comparison with the posterior itself would cost.
  ///
  /// Throws what `check` would, but for cost in time and memory.
  public func checkPlan(on data: Dataset<Scalar>, options: CheckOptions) throws -> CheckPlan {
    try CheckGround(self, data, options).plan
  }

  /// Compares the posterior with the one that it approximates, on the data of the fit; and the predictions
  /// of both for some data sets.
  ///
  /// Throws `CheckError` for what is too large or for other data. Stopping keeps the draws finished so
  /// far, and throws `Cancelled` where they are too few to be judged.
  public func check(
    on data: Dataset<Scalar>, predicting sets: [Dataset<Scalar>], options: CheckOptions,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> PosteriorCheck {
    for set in sets { try model.check(inputs: set.inputs) }
    let ground = try CheckGround(self, data, options)
    try ground.plan.check(options)
    let inner = try MarkovChains(
      of: ground.whitened, from: ground.starts(options.sampler), options: options.sampler,
      cancellation: cancellation, progress: progress)
    let chains = inner.mapped(ground.whitened.whitening.points)
    var integration: ThermodynamicIntegration?
    if options.integratesEvidence, !cancellation.isCancelled {
      do {
        integration = try ThermodynamicIntegration(
          of: ground.path, options: options.integration, cancellation: cancellation,
          progress: progress)
      } catch is Cancelled {
        // The draws of the posterior are whole, and are kept.
      }
    }
    let isStopped = cancellation.isCancelled
    return PosteriorCheck(
      selection: selection, chains: chains, marginals: ground.marginals(of: chains),
      exact: try ground.exact(model.likelihood), evidence: try marginalLikelihood().value,
      integration: integration,
      // What the finished draws say takes a moment, which a stop before it does not cut short.
      predictions: try sets.map {
        try PredictiveComparison(
          of: self, chains, on: $0, link: options.link,
          cancellation: isStopped ? Cancellation() : cancellation)
      }, plan: ground.plan, isPartial: inner.isPartial || isStopped)
  }
}

/// What a comparison starts from.
private struct CheckGround {
  let path: PosteriorPath
  /// The posterior in coordinates in which its Laplace approximation is standard normal.
  let whitened: WhitenedDensity<DataPosterior>
  let plan: CheckPlan

  init<Scalar: TensorScalar>(
    _ posterior: LaplacePosterior<Scalar>, _ data: Dataset<Scalar>, _ options: CheckOptions
  ) throws {
    let count = posterior.parameterCount
    guard count <= CheckPlan.weightLimit else {
      throw CheckError.tooManyWeights(count: count, limit: CheckPlan.weightLimit)
    }
    try options.sampler.check()
    // An indefinite precision is refused with its remedy.
    _ = try posterior.precisionFactor()
    path = PosteriorPath(
      posterior: try DataPosterior(of: posterior, on: data),
      curvature: try posterior.scaledCurvatureMatrix())
    whitened = WhitenedDensity(
      path.posterior,
      try Whitening(center: posterior.mean, precision: path.precision(power: 1)))
    plan = CheckPlan(whitened, at: [Double](repeating: 0, count: count), options)
  }

  /// Draws of the Laplace posterior, in its own coordinates.
  func starts(_ options: SamplerOptions) -> [[Double]] {
    (0..<options.chainCount).map { chain in
      var random = RandomStream(seed: ~options.seed, stream: UInt64(chain + 1))
      return (0..<whitened.dimension).map { _ in random.normal() }
    }
  }

  func marginals(of chains: MarkovChains) -> [MarginalComparison] {
    let whitening = whitened.whitening
    let covariance = whitening.covariance
    return Parallel.map(whitened.dimension) { weight in
      MarginalComparison(
        mean: whitening.center[weight], deviation: covariance[weight, weight].squareRoot(),
        chains: chains.values(of: weight))
    }
  }

  /// The Gaussian that the posterior is, where its likelihood is one and the network linear in the weights.
  func exact(_ likelihood: LikelihoodKind) throws -> GaussianForm? {
    switch likelihood {
    case .regression, .scaledRegression:
      try GaussianForm(of: path.posterior, in: whitened.whitening)
    case .classification, .binary, .heteroscedastic, .reward: nil
    }
  }
}
