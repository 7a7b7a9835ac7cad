import Curvature
import NeuralNetworks
import Parallelism
import Tensors

/// The linearised predictive at some inputs for any one prior precision, noise and temperature.
///
/// The inputs are swept once, and their projections kept while they fit in memory; beyond that a sweep
/// serves many prior precisions at a time.
public final class ProjectedOutputs<Scalar: TensorScalar> {
  /// The outputs at the trained weights, of shape (M, C).
  public let mean: Tensor<Double>
  /// Whether the projections are kept, so that one prior precision costs no sweep.
  let isKept: Bool

  private let posterior: LaplacePosterior<Scalar>
  private let inputs: Tensor<Scalar>
  private let batchSize: Int
  private var projections: [any OutputProjection] = []

  /// Sweeps over inputs of shape (M, …).
  public init(
    of posterior: LaplacePosterior<Scalar>, at inputs: Tensor<Scalar>, memoryLimit: Int = 512 << 20,
    cancellation: Cancellation = Cancellation()
  ) throws {
    try posterior.model.check(inputs: inputs)
    self.posterior = posterior
    self.inputs = inputs
    batchSize =
      posterior.options.batchSize
      ?? posterior.model.predictionBatchSize(backTo: posterior.selection.tensors.first ?? 0)
    var means: [Tensor<Double>] = []
    var bytes = 0
    var projections: [any OutputProjection] = []
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      try cancellation.check()
      let sweep = posterior.jacobianSweep(inputs, from: start, batchSize)
      means.append(sweep.outputs.converted(to: Double.self))
      guard bytes <= memoryLimit else { continue }
      let projection = try posterior.spectrum.projection(sweep)
      bytes += projection.byteCount
      projections.append(projection)
    }
    isKept = bytes <= memoryLimit
    if isKept { self.projections = projections }
    mean =
      means.isEmpty
      ? .zeros([0, posterior.model.network.outputCount]) : .concatenated(means)
  }

  /// The predictive at each of several settings, each with one prior precision for all weights.
  public func predictives(
    at settings: [PosteriorSettings], cancellation: Cancellation = Cancellation()
  ) throws -> [GaussianPredictive] {
    let relative = try settings.map { settings in
      let posterior = try posterior.with(settings)
      guard let relative = posterior.relativePrecision else {
        throw LaplaceError.priorLength(found: settings.priorPrecision.values.count, allowed: [1])
      }
      _ = try posterior.definiteMoments(relative)
      return relative
    }
    return zip(settings, try covariances(at: relative, cancellation: cancellation)).map {
      GaussianPredictive(mean: mean, covariance: (1 / $0.curvatureScale) * $1)
    }
  }

  /// The variances of the outputs under `(H + ρ I)⁻¹` at each of several ρ, of shape (M, C).
  func variances(
    at relative: [Double], cancellation: Cancellation
  ) throws -> [Tensor<Double>] {
    try covariances(at: relative, cancellation: cancellation).map {
      GaussianPredictive(mean: mean, covariance: $0).variance
    }
  }

  /// `J (H + ρ I)⁻¹ Jᵀ` at each of several ρ, of shape (M, C, C).
  private func covariances(
    at relative: [Double], cancellation: Cancellation
  ) throws -> [Tensor<Double>] {
    var covariances: [[Tensor<Double>]] = relative.map { _ in [] }
    for (batch, start) in stride(from: 0, to: inputs.shape[0], by: batchSize).enumerated() {
      try cancellation.check()
      let projection =
        isKept
        ? projections[batch]
        : try posterior.spectrum.projection(posterior.jacobianSweep(inputs, from: start, batchSize))
      for index in relative.indices {
        try cancellation.check()
        covariances[index].append(projection.covariance(relative[index]))
      }
    }
    let outputs = mean.shape[1]
    return covariances.map { $0.isEmpty ? .zeros([0, outputs, outputs]) : .concatenated($0) }
  }
}
