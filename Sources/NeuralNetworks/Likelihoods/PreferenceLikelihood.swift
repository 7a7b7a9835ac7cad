import Autodiff
import Datasets
import Tensors

/// Which of two items is preferred, by scores f of each: `p = softmax(f₀, f₁)`, so that the first is
/// preferred with probability `sigmoid(f₀ - f₁)` (Bradley and Terry, 1952).
///
/// The network gives one score for an item. An example is a pair of items, and its outputs the two scores;
/// the label 0 prefers the first item, 1 the second. Only differences of scores count.
public struct PreferenceLikelihood: Likelihood {
  private let choice = CategoricalLikelihood()

  /// The likelihood.
  public init() {}

  /// The cross-entropy `Σ (log Σⱼ exp fⱼ - f_y)`.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    choice.negativeLogLikelihood(outputs, targets)
  }

  /// `√(p₀ p₁) (1, -1)`: `Λ = diag(p) - p pᵀ` has rank one.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    choice.hessianRoot(at: outputs)
  }

  /// `p - e_y`, with the preferred item y drawn from p.
  public func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar> {
    choice.sampledGradients(at: outputs, samples: samples, using: &streams)
  }

  /// 0: probabilities need no constant.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double { 0 }

  /// Whether there is an observation noise: there is none.
  public var hasObservationNoise: Bool { false }

  /// One score.
  public func check(outputShape: Shape) throws(NetworkError) {
    guard outputShape.count == 1 else {
      throw .unexpectedOutputs(
        likelihood: "reward",
        reason: "one score of an item is needed, but the outputs have shape \(outputShape)")
    }
  }

  /// For each pair 0 or 1, the preferred item.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    guard case .classes(let labels, _) = targets else {
      throw .unexpectedTargets(
        likelihood: "reward", reason: "the data does not tell which item of a pair is preferred")
    }
    guard labels.allSatisfy({ $0 < 2 }) else {
      throw .unexpectedTargets(
        likelihood: "reward", reason: "the preferred item of a pair must be 0 or 1")
    }
  }
}
