import Autodiff
import Datasets
import Tensors

/// Independent outputs that are each 0 or 1, with probability `p = sigmoid f` of 1.
public struct BernoulliLikelihood: Likelihood {
  /// The likelihood.
  public init() {}

  /// `Σ (log(1 + eᶠ) - y f)`, which is `Σ log(1 + exp((1 - 2y) f))` as y is 0 or 1.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    let signs = Tensor<Scalar>(shape: outputs.shape, scalars: Scalar.narrowed(labels(targets)))
      .affine(scale: -2, offset: 1)
    return (Variable(signs) * outputs).softplus().summed()
  }

  /// `diag(√(p(1 - p)))`, with `1 - p = sigmoid(-f)`, which loses no digits near 1.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    let roots = [outputs, -1 * outputs].map { $0.mapped(.sigmoid).mapped(.squareRoot) }
    return .outputDirections(scaledBy: roots[0] * roots[1])
  }

  /// `p - y`, with y drawn from p.
  public func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar> {
    let count = outputs.shape[1]
    let probabilities = outputs.converted(to: Double.self).mapped(.sigmoid).scalars
    return .sampledCotangents(samples, using: &streams) { example, random in
      probabilities[example * count..<(example + 1) * count].map { probability in
        probability - (random.uniform() < probability ? 1 : 0)
      }
    }
  }

  /// 0: probabilities need no constant.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double { 0 }

  /// Whether there is an observation noise: there is none.
  public var hasObservationNoise: Bool { false }

  /// Any outputs.
  public func check(outputShape: Shape) throws(NetworkError) {}

  /// Two classes for a single output, or a 0 or a 1 for each output.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    guard case .classes(let classes, let classCount) = targets else {
      try checkValues(targets, count: outputCount, outputCount: outputCount, of: "binary")
      guard labels(targets).allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw .unexpectedTargets(
          likelihood: "binary", reason: "the data has targets that are neither 0 nor 1")
      }
      return
    }
    guard outputCount == 1, classes.allSatisfy({ $0 < 2 }) else {
      throw .unexpectedTargets(
        likelihood: "binary",
        reason: "two classes take one output, but the data has \(classCount) classes "
          + "and the network \(outputCount) outputs")
    }
  }

  /// The zeros and ones.
  private func labels(_ targets: Targets) -> [Double] {
    switch targets {
    case .classes(let classes, _): classes.map(Double.init)
    case .values(let values): values.scalars
    case .sequences, .none: preconditionFailure("binary outputs need targets")
    }
  }
}
