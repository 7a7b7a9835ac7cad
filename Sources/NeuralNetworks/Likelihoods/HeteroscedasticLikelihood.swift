import Autodiff
import Datasets
import RealModule
import Tensors

/// Real targets with Gaussian noise whose size is learned too, `y ~ N(m, eˢ)` (Nix and Weigend, 1994).
///
/// The outputs are d means m, then d log variances s. There is no observation noise to set.
public struct HeteroscedasticLikelihood: Likelihood {
  /// The likelihood.
  public init() {}

  /// `½ Σ ((y - m)² e⁻ˢ + s)`.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    guard case .values(let values) = targets else {
      preconditionFailure("regression needs real targets")
    }
    let half: Shape = [outputs.shape[0], 1, outputs.shape[1] / 2]
    let pairs = outputs.reshaped([half[0], 2, half[2]])
    let parts = [[1, 0], [0, 1]].map { (indicator: [Scalar]) in
      (pairs * Variable(Tensor(shape: [2, 1], scalars: indicator))).summed(to: half)
    }
    let residual = parts[0] - Variable(values.converted(to: Scalar.self).reshaped(half))
    let precision = (-1 * parts[1]).mapped(.exponential)
    return 0.5 * (residual * residual * precision + parts[1]).summed()
  }

  /// `diag(e^{-s/2}, √½)`.
  ///
  /// The plain second derivative is indefinite where a residual is small or large against its variance.
  /// Λ is therefore its mean over the targets that the network itself expects, `diag(e⁻ˢ, ½)`: the
  /// Fisher information, which is what natural gradients of this likelihood use as well.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    let count = outputs.shape[1] / 2
    let lengths = inverseDeviations(outputs).flatMap {
      $0 + [Double](repeating: 0.5.squareRoot(), count: count)
    }
    return .outputDirections(
      scaledBy: Tensor(shape: outputs.shape, scalars: Scalar.narrowed(lengths)))
  }

  /// `-z e^{-s/2}` in m and `½(1 - z²)` in s, with z standard normal.
  public func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar> {
    let inverses = inverseDeviations(outputs)
    return .sampledCotangents(samples, using: &streams) { example, random in
      let normals = inverses[example].map { _ in random.normal() }
      return zip(normals, inverses[example]).map { -$0 * $1 } + normals.map { 0.5 * (1 - $0 * $0) }
    }
  }

  /// `-N d/2 log 2π`.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double {
    -0.5 * Double(count * (outputs / 2)) * .log(2 * .pi)
  }

  /// Whether there is an observation noise: the network says it itself.
  public var hasObservationNoise: Bool { false }

  /// An even number of outputs.
  public func check(outputShape: Shape) throws(NetworkError) {
    guard outputShape.count % 2 == 0 else {
      throw .unexpectedOutputs(
        likelihood: "heteroscedastic",
        reason: "as many log variances as means are needed, but the outputs have shape "
          + "\(outputShape)")
    }
  }

  /// Real targets, one for every two outputs.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    try checkValues(
      targets, count: outputCount / 2, outputCount: outputCount, of: "heteroscedastic")
  }

  /// `e^{-s/2}` of each example.
  private func inverseDeviations<Scalar: TensorScalar>(_ outputs: Tensor<Scalar>) -> [[Double]] {
    let count = outputs.shape[1] / 2
    let values = Scalar.widened(outputs.scalars)
    return (0..<outputs.shape[0]).map { example in
      values[(2 * example + 1) * count..<(2 * example + 2) * count].map { .exp(-0.5 * $0) }
    }
  }
}
