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

  /// The Cholesky factor of `Λ = diag(p) - p pᵀ`, which has rank C - 1 (Tanabe and Sagae, 1992).
  ///
  /// With the sums `qⱼ = Σ_{k>j} p_k` (`q₋₁ = 1`), column j is `Lⱼⱼ = √(pⱼ qⱼ/qⱼ₋₁)` and
  /// `Lᵢⱼ = -(pᵢ/qⱼ) Lⱼⱼ` for i > j. Summing from the end subtracts nothing, so that saturated
  /// probabilities lose no digits; where q vanishes, so does all that it would divide.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    let (batch, classes) = (outputs.shape[0], outputs.shape[1])
    let probabilities = outputs.converted(to: Double.self).softmax().scalars
    var root = [Double](repeating: 0, count: (classes - 1) * batch * classes)
    for example in 0..<batch {
      let start = example * classes
      var rest = probabilities[start + classes - 1]
      for column in (0..<classes - 1).reversed() {
        let probability = probabilities[start + column]
        defer { rest += probability }
        guard rest > 0 else { continue }
        let diagonal = (probability / (rest + probability) * rest).squareRoot()
        let target = column * batch * classes + start
        root[target + column] = diagonal
        for row in column + 1..<classes {
          root[target + row] = -(probabilities[start + row] / rest) * diagonal
        }
      }
    }
    return Tensor(shape: [classes - 1, batch, classes], scalars: Scalar.narrowed(root))
  }

  /// `p - e_y`, with the class y drawn from p.
  public func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar> {
    let classes = outputs.shape[1]
    let probabilities = outputs.converted(to: Double.self).softmax().scalars
    return .sampledCotangents(samples, using: &streams) { example, random in
      var gradient = Array(probabilities[example * classes..<(example + 1) * classes])
      var level = random.uniform()
      let label = gradient.firstIndex { probability in
        level -= probability
        return level < 0
      }
      // Rounding may leave the sum of the probabilities below the number drawn.
      gradient[label ?? gradient.lastIndex { $0 > 0 } ?? 0] -= 1
      return gradient
    }
  }

  /// 0: probabilities need no constant.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double { 0 }

  /// Whether there is an observation noise: there is none.
  public var hasObservationNoise: Bool { false }

  /// One axis, with an output for each of two classes or more.
  public func check(outputShape: Shape) throws(NetworkError) {
    guard outputShape.rank == 1 else {
      throw .unexpectedOutputs(
        likelihood: "classification",
        reason: "one number for each class is needed, but the outputs have shape \(outputShape)")
    }
    guard outputShape.count > 1 else {
      throw .unexpectedOutputs(
        likelihood: "classification", reason: "at least two outputs are needed")
    }
  }

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
  }
}
