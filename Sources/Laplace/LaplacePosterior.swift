import Curvature
import Datasets
import LinearAlgebra
import NeuralNetworks
import Parallelism
import Tensors

/// A Gaussian over the weights of a trained model: `N(θ*, (h H + δ I)⁻¹)`.
///
/// The mean is the trained weights, H the curvature of the loss there, summed over the data. Copies
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
  /// `‖θ*‖²` over the weights that have a posterior.
  let meanSquaredNorm: Double

  /// A posterior made of its parts.
  init(
    model: Model<Scalar>, options: LaplaceOptions, curvature: any CurvatureSum, loss: Double,
    exampleCount: Int, settings: PosteriorSettings
  ) throws {
    try settings.check(for: model.likelihood)
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
    meanSquaredNorm = selection.vector(of: model.network).reduce(0) { $0 + $1 * $1 }
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
    meanSquaredNorm = other.meanSquaredNorm
    self.settings = settings
  }

  /// The same curvature at other settings.
  public func with(_ settings: PosteriorSettings) throws(LaplaceError) -> LaplacePosterior {
    try settings.check(for: model.likelihood)
    return LaplacePosterior(self, settings: settings)
  }

  /// The number P of weights that have a posterior.
  public var parameterCount: Int { selection.count }

  /// The eigenvalues of the curvature H that are not zero by construction; only those of a Hessian can be
  /// negative.
  public func curvatureEigenvalues() throws -> [Double] { try spectrum.eigenvalues() }

  /// The effective number of parameters, `γ = Σ sᵢ/(sᵢ + ρ)` over the eigenvalues of H: how many
  /// directions the data determines rather than the prior.
  public func effectiveParameters() throws -> Double {
    try definiteMoments().effectiveParameters(settings.relativePrecision)
  }

  /// Sums over the spectrum, where the posterior precision is positive definite.
  func definiteMoments() throws -> SpectralMoments {
    let moments = try moments.value { SpectralMoments(try spectrum.eigenvalues()) }
    guard moments.smallest + settings.relativePrecision > 0 else {
      throw LaplaceError.indefinite(
        smallest: moments.smallest,
        neededPriorPrecision: -moments.smallest * settings.curvatureScale)
    }
    return moments
  }

  /// Refuses questions about a posterior that does not exist, which only a Hessian can make.
  func checkDefinite() throws {
    if !options.curvature.isPositiveSemidefinite { _ = try definiteMoments() }
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
    try settings.check(for: model.likelihood)
    try model.check(data)
    var selections: [WeightSubset: ParameterSelection] = [:]
    for subset in Set(flavours.map(\.subset)) {
      selections[subset] = try subset.selection(in: model, on: data, cancellation: cancellation)
    }
    let requests = flavours.compactMap { subset, structure in
      selections[subset].map { CurvatureEstimate.Request(structure, over: $0) }
    }
    for request in requests {
      let bytes = request.structure.byteCount(for: request.selection)
      guard bytes <= options.memoryLimit else {
        throw LaplaceError.tooLarge(
          structure: request.structure.description, parameters: request.selection.count,
          bytes: bytes)
      }
    }
    if let limit = options.timeLimit {
      for (flavour, request) in zip(flavours, requests) {
        let plan = FitPlan(
          of: model, exampleCount: data.count, subset: flavour.subset,
          selection: request.selection, structure: request.structure,
          curvature: options.curvature)
        guard plan.seconds <= limit else {
          throw LaplaceError.tooLong(
            structure: request.structure.description, parameters: request.selection.count,
            seconds: plan.seconds, limit: limit)
        }
      }
    }
    let estimate = try CurvatureEstimate(
      of: model, on: data, kind: options.curvature, requests: requests,
      batchSize: options.batchSize, cancellation: cancellation, progress: progress)
    return try zip(flavours, estimate.sums).map { flavour, sum in
      var options = options
      (options.subset, options.structure) = flavour
      return try LaplacePosterior(
        model: model, options: options, curvature: sum, loss: estimate.loss,
        exampleCount: estimate.exampleCount, settings: settings)
    }
  }
}
