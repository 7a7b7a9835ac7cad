import Autodiff
import Datasets
import RealModule
import Tensors

/// Real targets with Gaussian noise, `y_c ~ N(f_c, (σ s_c)²)` for each output c.
///
/// σ is the observation noise, which the posterior sets; the s are fixed, and 1 unless given.
public struct GaussianLikelihood: Likelihood {
  /// The noise s of each output at σ = 1; nil when it is 1 for all of them.
  public let noises: [Double]?

  /// The likelihood with the same noise in every output.
  public init() { noises = nil }

  /// The likelihood with a noise of its own in each output, relative to σ.
  public init(noises: [Double]) { self.noises = noises }

  /// `½ Σ_c ((f_c - y_c)/s_c)²`.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    guard case .values(let values) = targets else {
      preconditionFailure("regression needs real targets")
    }
    let difference = outputs - Variable(values.converted(to: Scalar.self))
    let residual = noises == nil ? difference : difference * Variable(precisions(outputs.shape))
    return 0.5 * (residual * residual).summed()
  }

  /// `diag(1/s)`: `Λ = diag(1/s²)`.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    .outputDirections(scaledBy: precisions(outputs.shape).broadcast(to: outputs.shape))
  }

  /// `(f - y)/s² = -z/s`, with z standard normal.
  public func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar> {
    let scales = Scalar.widened(precisions(outputs.shape).scalars)
    return .sampledCotangents(samples, using: &streams) { _, random in
      scales.map { -$0 * random.normal() }
    }
  }

  /// `-N Σ_c log(σ s_c √(2π))`.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double {
    let scales = noises?.reduce(0) { $0 + .log($1) } ?? 0
    return -Double(count * outputs) * (.log(noise) + 0.5 * .log(2 * .pi)) - Double(count) * scales
  }

  /// Whether there is an observation noise: there is.
  public var hasObservationNoise: Bool { true }

  /// As many outputs as there are noises, each positive.
  public func check(outputShape: Shape) throws(NetworkError) {
    guard let noises else { return }
    guard noises.count == outputShape.count else {
      throw .unexpectedOutputs(
        likelihood: "regression",
        reason: "there are \(noises.count) noises for outputs of shape \(outputShape)")
    }
    guard let flaw = noises.firstIndex(where: { !($0 > 0 && $0.isFinite) }) else { return }
    throw .unexpectedOutputs(
      likelihood: "regression",
      reason: "the noise of output \(flaw + 1) is \(noises[flaw]), which is not positive")
  }

  /// Real targets, one per output.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    try checkValues(targets, count: outputCount, outputCount: outputCount, of: "regression")
  }

  /// `1/s` of each output.
  private func precisions<Scalar: TensorScalar>(_ outputs: Shape) -> Tensor<Scalar> {
    Tensor(noises?.map { Scalar(1 / $0) } ?? [Scalar](repeating: 1, count: outputs[1]))
  }
}

/// Checks that targets are real and that an example has `count` of them.
func checkValues(
  _ targets: Targets, count: Int, outputCount: Int, of likelihood: String
) throws(NetworkError) {
  guard case .values(let values) = targets else {
    throw .unexpectedTargets(likelihood: likelihood, reason: "the data has no real-valued targets")
  }
  guard values.shape.rank == 2, values.shape[1] == count else {
    throw .unexpectedTargets(
      likelihood: likelihood,
      reason: "the network's \(outputCount) outputs take targets of shape \(count), "
        + "but the data has targets of shape \(values.shape.dropFirst())")
  }
}
