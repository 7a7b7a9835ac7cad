import Autodiff
import Datasets
import Tensors

/// One of C classes, with probabilities `p = softmax f`.
public struct CategoricalLikelihood: Likelihood {
  /// The likelihood.
  public init() {}

  /// The cross-entropy `Σ (log Σⱼ exp fⱼ - f_y)`.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    guard case .classes(let classes, _) = targets else {
      preconditionFailure("classification needs class targets")
    }
    var indicator = Tensor<Scalar>.zeros(outputs.shape)
    for (example, label) in classes.enumerated() {
      indicator.scalars[example * outputs.shape[1] + label] = 1
    }
    return outputs.logSumExp().summed() - (outputs * Variable(indicator)).summed()
  }

  /// The columns of `diag(√p) - p √pᵀ`, a square root of `Λ = diag(p) - p pᵀ`.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    let probabilities = outputs.softmax()
    let roots = probabilities.mapped(.squareRoot)
    let batch = outputs.shape[0]
    let classes = outputs.shape[1]
    var root = Tensor<Scalar>.zeros([classes, batch, classes])
    for column in 0..<classes {
      for example in 0..<batch {
        let start = (column * batch + example) * classes
        let scale = roots[example, column]
        for row in 0..<classes { root.scalars[start + row] = -probabilities[example, row] * scale }
        root.scalars[start + column] += scale
      }
    }
    return root
  }

  /// 0: probabilities need no constant.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double { 0 }

  /// Whether there is an observation noise: there is none.
  public var hasObservationNoise: Bool { false }

  /// Classes that the outputs can tell apart.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    guard case .classes(let classes, let classCount) = targets else {
      throw .unexpectedTargets(
        likelihood: "classification", reason: "the data has no class targets")
    }
    guard classCount <= outputCount, classes.allSatisfy({ $0 < outputCount }) else {
      throw .unexpectedTargets(
        likelihood: "classification",
        reason: "the data has \(classCount) classes, but the network \(outputCount) outputs")
    }
    guard outputCount > 1 else {
      throw .unexpectedTargets(
        likelihood: "classification", reason: "at least two outputs are needed")
    }
  }
}
