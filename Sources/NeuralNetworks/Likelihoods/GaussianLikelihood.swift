import Autodiff
import Datasets
import RealModule
import Tensors

/// Real targets with Gaussian noise, `y ~ N(f, σ² I)`.
public struct GaussianLikelihood: Likelihood {
  /// The likelihood.
  public init() {}

  /// `½ Σ ‖f - y‖²`.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    guard case .values(let values) = targets else {
      preconditionFailure("regression needs real targets")
    }
    let residual = outputs - Variable(values.converted(to: Scalar.self))
    return 0.5 * (residual * residual).summed()
  }

  /// The identity: `Λ = I`.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    .outputDirections(outputs: outputs.shape[1], batch: outputs.shape[0])
  }

  /// `-N C log(σ √(2π))`.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double {
    -Double(count * outputs) * (.log(noise) + 0.5 * .log(2 * .pi))
  }

  /// Whether there is an observation noise: there is.
  public var hasObservationNoise: Bool { true }

  /// Real targets, one per output.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    guard case .values(let values) = targets else {
      throw .unexpectedTargets(
        likelihood: "regression", reason: "the data has no real-valued targets")
    }
    guard values.shape.rank == 2, values.shape[1] == outputCount else {
      throw .unexpectedTargets(
        likelihood: "regression",
        reason: "the network has \(outputCount) outputs, "
          + "but the data has targets of shape \(values.shape.dropFirst())")
    }
  }
}

extension Tensor {
  /// The unit cotangent of every output for every example, of shape (C, batch, C).
  public static func outputDirections(outputs: Int, batch: Int) -> Tensor {
    var directions = Tensor.zeros([outputs, batch, outputs])
    for output in 0..<outputs {
      for example in 0..<batch {
        directions.scalars[(output * batch + example) * outputs + output] = 1
      }
    }
    return directions
  }
}
