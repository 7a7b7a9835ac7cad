import Curvature
import Datasets
import LinearAlgebra
import NeuralNetworks
import Parallelism
import Tensors

/// A Gaussian over the weights of a trained model: `N(θ*, (h H + P₀)⁻¹)`.
///
/// The mean is the trained weights, H the curvature of the loss there, summed over the data, and P₀ the
/// diagonal of the prior precisions: `δ I` where there is one for all weights. Copies
/// share curvature and spectrum; changing the settings gives another posterior over the same ones.
public struct LaplacePosterior<Scalar: TensorScalar>: Sendable {
  /// The model, whose weights are the mean.
  public let model: Model<Scalar>
  /// What was kept of weights and curvature.
  public let options: LaplaceOptions
  /// The weights that have a posterior.
  public let selection: ParameterSelection
  /// The curvature H.
  public let curvature: any CurvatureSum
  /// The negative log likelihood at unit noise without its constant, summed over the data.
  public let loss: Double
  /// The number N of examples seen.
  public let exampleCount: Int
  /// Prior precision, noise and temperature.
  public let settings: PosteriorSettings

  let spectrum: any CurvatureSpectrum
  private let moments: Cached<SpectralMoments>
  /// The distances from a prior mean, for the mean and the shape of prior that were asked for last.
  let distances: Cached<PriorDistances>
  private let factor: Cached<any PrecisionFactor>
  /// θ* over the weights that have a posterior.
  let mean: [Double]

  /// A posterior made of its parts.
  init(
    model: Model<Scalar>, options: LaplaceOptions, curvature: any CurvatureSum, loss: Double,
    exampleCount: Int, settings: PosteriorSettings
  ) throws {
    try settings.check(for: model.likelihood, curvature.selection, curvature.structure)
    self.model = model
    self.options = options
    selection = curvature.selection
    self.curvature = curvature
    self.loss = loss
    self.exampleCount = exampleCount
    self.settings = settings
    spectrum = try curvature.spectrum(
      isPositiveSemidefinite: options.curvature.isPositiveSemidefinite)
    moments = Cached()
    distances = Cached()
    factor = Cached()
    mean = selection.vector(of: model.network)
  }

  private init(_ other: LaplacePosterior, settings: PosteriorSettings) {
    model = other.model
    options = other.options
    selection = other.selection
    curvature = other.curvature
    loss = other.loss
    exampleCount = other.exampleCount
    spectrum = other.spectrum
    moments = other.moments
    distances = other.distances
    factor = Cached()
    mean = other.mean
    self.settings = settings
  }

  /// The same curvature at other settings.
  public func with(_ settings: PosteriorSettings) throws(LaplaceError) -> LaplacePosterior {
    try settings.check(for: model.likelihood, selection, options.structure)
    return LaplacePosterior(self, settings: settings)
  }

  /// The number P of weights that have a posterior.
  public var parameterCount: Int { selection.count }

  /// The prior precision in units of the curvature, `ρ = δ σ² T`, times N/M where the curvature is that of
  /// M of the N examples; nil where weights differ in it.
  ///
  /// It is what the eigenvalues of H are compared with.
  public var relativePrecision: Double? {
    settings.relativePrecision.map { $0 * curvature.priorScale }
  }

  /// The diagonal R of the posterior precision `h (H + R)`.
  var relativePrior: RelativePrior {
    RelativePrior(
      settings.priorPrecision, scale: settings.curvatureScale / curvature.priorScale,
      over: selection)
  }

  /// The eigenvalues of the curvature H that are not zero by construction; only those of a Hessian can be
  /// negative.
  public func curvatureEigenvalues() throws -> [Double] { try spectrum.eigenvalues() }

  /// The effective number of parameters, `γ = Σ sᵢ/(sᵢ + ρ)` over the eigenvalues of H, or
  /// `γ = P - tr(P₀ (h H + P₀)⁻¹)` where weights differ in their prior precision: how many directions
  /// the data determines rather than the prior (MacKay, 1992).
  public func effectiveParameters() throws -> Double {
    if let relative = relativePrecision {
      return try definiteMoments(relative).effectiveParameters(relative)
    }
    return try effectiveParametersByPrior().reduce(0, +)
  }

  /// `log det(h H + P₀) - log det P₀`.
  func logDeterminantRatio() throws -> Double {
    if let relative = relativePrecision {
      return try definiteMoments(relative).logDeterminantRatio(relative)
    }
    return try precisionFactor().logDeterminantRatio
  }

  /// Sums over the spectrum, where the posterior precision at the relative prior precision ρ is positive
  /// definite.
  func definiteMoments(_ relativePrecision: Double) throws -> SpectralMoments {
    let moments = try moments.value { SpectralMoments(try spectrum.eigenvalues()) }
    guard moments.smallest + relativePrecision > 0 else { throw indefinite(moments.smallest) }
    return moments
  }

  /// `H + R`, factored, for the prior of the settings.
  ///
  /// Throws `indefinite` where it is not positive definite, which only a Hessian can make.
  func precisionFactor() throws -> any PrecisionFactor {
    try factor.value {
      if !options.curvature.isPositiveSemidefinite, let relative = relativePrecision {
        _ = try definiteMoments(relative)
      }
      do {
        return try spectrum.factor(relativePrior)
      } catch LinearAlgebraError.notPositiveDefinite {
        throw indefinite(try spectrum.eigenvalues().min() ?? 0)
      }
    }
  }

  private func indefinite(_ smallest: Double) -> LaplaceError {
    .indefinite(
      smallest: smallest, neededPriorPrecision: -smallest * settings.curvatureScale)
  }
}

extension LaplacePosterior {
  /// Fits a posterior to data at the model's weights.
  public init(
    of model: Model<Scalar>, fittedTo data: Dataset<Scalar>, options: LaplaceOptions = .init(),
    settings: PosteriorSettings, cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored
  ) throws {
    let posteriors = try Self.posteriors(
      of: model, fittedTo: data, structures: [options.structure], options: options,
      settings: settings, cancellation: cancellation, progress: progress)
    self = posteriors[0]
  }

  /// Fits one posterior for each structure over the options' subset, from the same sweeps.
  public static func posteriors(
    of model: Model<Scalar>, fittedTo data: Dataset<Scalar>, structures: [HessianStructure],
    options: LaplaceOptions = .init(), settings: PosteriorSettings,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> [LaplacePosterior] {
    try posteriors(
      of: model, fittedTo: data, flavours: structures.map { (options.subset, $0) },
      options: options, settings: settings, cancellation: cancellation, progress: progress)
  }

  /// Fits one posterior for each subset of weights and structure, all from the same sweeps.
  public static func posteriors(
    of model: Model<Scalar>, fittedTo data: Dataset<Scalar>,
    flavours: [(subset: WeightSubset, structure: HessianStructure)],
    options: LaplaceOptions = .init(), settings: PosteriorSettings,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> [LaplacePosterior] {
    try posteriors(
      of: model, fittedTo: data, flavours: flavours, options: options,
      cancellation: cancellation, progress: progress, settings: { _ in settings })
  }

  /// Fits one posterior for each subset of weights and structure, with settings that can depend on the
  /// selected weights; they are checked before the sweeps.
  public static func posteriors(
    of model: Model<Scalar>, fittedTo data: Dataset<Scalar>,
    flavours: [(subset: WeightSubset, structure: HessianStructure)],
    options: LaplaceOptions = .init(), cancellation: Cancellation = Cancellation(),
    progress: Progress = .ignored, settings: (ParameterSelection) throws -> PosteriorSettings
  ) throws -> [LaplacePosterior] {
    try model.check(data)
    var selections: [WeightSubset: ParameterSelection] = [:]
    for subset in Set(flavours.map(\.subset)) {
      selections[subset] = try subset.selection(in: model, on: data, cancellation: cancellation)
    }
    let requests = flavours.compactMap { subset, structure in
      selections[subset].map { CurvatureEstimate.Request(structure, over: $0) }
    }
    let settings = try requests.map { request in
      let settings = try settings(request.selection)
      try settings.check(for: model.likelihood, request.selection, request.structure)
      return settings
    }
    for (flavour, request) in zip(flavours, requests) {
      let plan = FitPlan(
        of: model, exampleCount: data.count, subset: flavour.subset,
        selection: request.selection, structure: request.structure, curvature: options.curvature)
      guard plan.bytes <= options.memoryLimit else {
        throw LaplaceError.tooLarge(
          structure: request.structure.description, parameters: request.selection.count,
          bytes: plan.bytes)
      }
      if let limit = options.timeLimit, plan.seconds > limit {
        throw LaplaceError.tooLong(
          structure: request.structure.description, parameters: request.selection.count,
          seconds: plan.seconds, limit: limit)
      }
    }
    let estimate = try CurvatureEstimate(
      of: model, on: data, kind: options.curvature, requests: requests,
      batchSize: options.batchSize, cancellation: cancellation, progress: progress)
    return try flavours.indices.map { index in
      var options = options
      (options.subset, options.structure) = flavours[index]
      return try LaplacePosterior(
        model: model, options: options, curvature: estimate.sums[index], loss: estimate.loss,
        exampleCount: estimate.exampleCount, settings: settings[index])
    }
  }
}
