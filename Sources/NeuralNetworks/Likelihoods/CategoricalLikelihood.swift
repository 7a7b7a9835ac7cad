import Autodiff
import Datasets
import Tensors

/// One of C classes, with probabilities `p = softmax f`; or one for each of several positions, whose
/// outputs follow one another: C for the first position, then C for the next.
public struct CategoricalLikelihood: Likelihood {
  /// The number T of positions of an example that have a class each.
  public let positionCount: Int

  /// The likelihood of one class, or of one for each position.
  public init(positionCount: Int = 1) { self.positionCount = positionCount }

  /// The cross-entropy `Σ (log Σⱼ exp fⱼ - f_y)` over the positions that have a class.
  public func negativeLogLikelihood<Scalar: TensorScalar>(
    _ outputs: Variable<Scalar>, _ targets: Targets
  ) -> Variable<Scalar> {
    let labels = labels(targets)
    let rows = outputs.reshaped([labels.count, classCount(of: outputs.shape)])
    var indicator = Tensor<Scalar>.zeros(rows.shape)
    for (row, label) in labels.enumerated() where label != Targets.ignoredLabel {
      indicator.scalars[row * rows.shape[1] + label] = 1
    }
    let counted = labels.map { $0 == Targets.ignoredLabel ? Scalar(0) : 1 }
    let normalizers = rows.logSumExp()
    let sum =
      counted.contains(0)
      ? normalizers * Variable(Tensor(shape: normalizers.shape, scalars: counted)) : normalizers
    return sum.summed() - (rows * Variable(indicator)).summed()
  }

  /// The Cholesky factor of `Λ = diag(p) - p pᵀ`, which has rank C - 1 (Tanabe and Sagae, 1992), for
  /// each position: `R = T (C - 1)`.
  ///
  /// With the sums `qⱼ = Σ_{k>j} p_k` (`q₋₁ = 1`), column j is `Lⱼⱼ = √(pⱼ qⱼ/qⱼ₋₁)` and
  /// `Lᵢⱼ = -(pᵢ/qⱼ) Lⱼⱼ` for i > j. Summing from the end subtracts nothing, so that saturated
  /// probabilities lose no digits; where q vanishes, so does all that it would divide.
  public func hessianRoot<Scalar: TensorScalar>(at outputs: Tensor<Scalar>) -> Tensor<Scalar> {
    let (batch, classes) = (outputs.shape[0], classCount(of: outputs.shape))
    let probabilities = probabilities(outputs)
    let columnCount = positionCount * (classes - 1)
    var root = [Double](repeating: 0, count: columnCount * outputs.count)
    for row in 0..<batch * positionCount {
      let start = row * classes
      let firstColumn = row % positionCount * (classes - 1)
      var rest = probabilities[start + classes - 1]
      for column in (0..<classes - 1).reversed() {
        let probability = probabilities[start + column]
        defer { rest += probability }
        guard rest > 0 else { continue }
        let diagonal = (probability / (rest + probability) * rest).squareRoot()
        let target = (firstColumn + column) * outputs.count + start
        root[target + column] = diagonal
        for later in column + 1..<classes {
          root[target + later] = -(probabilities[start + later] / rest) * diagonal
        }
      }
    }
    return Tensor(shape: [columnCount] + outputs.shape, scalars: Scalar.narrowed(root))
  }

  /// `p - e_y`, with the class y of each position drawn from p.
  public func sampledGradients<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, samples: Int, using streams: inout [RandomStream]
  ) -> Tensor<Scalar> {
    let classes = classCount(of: outputs.shape)
    let probabilities = probabilities(outputs)
    return .sampledCotangents(samples, using: &streams) { example, random in
      (example * positionCount..<(example + 1) * positionCount).flatMap { row in
        var gradient = Array(probabilities[row * classes..<(row + 1) * classes])
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
  }

  /// 0: probabilities need no constant.
  public func logNormalizer(count: Int, outputs: Int, noise: Double) -> Double { 0 }

  /// Whether there is an observation noise: there is none.
  public var hasObservationNoise: Bool { false }

  /// An output for each of two classes or more along the last axis; axes before it are positions.
  public func check(outputShape: Shape) throws(NetworkError) {
    guard outputShape.rank > 0, outputShape[-1] > 1 else {
      throw .unexpectedOutputs(
        likelihood: "classification", reason: "at least two outputs are needed")
    }
  }

  /// Classes that the outputs can tell apart, as many for an example as there are positions.
  public func check(_ targets: Targets, outputCount: Int) throws(NetworkError) {
    let (labels, length, classCount): ([Int], Int, Int)
    switch targets {
    case .classes(let classes, let count): (labels, length, classCount) = (classes, 1, count)
    case .sequences(let classes, let positions, let count):
      (labels, length, classCount) = (classes, positions, count)
    case .values, .none:
      throw .unexpectedTargets(
        likelihood: "classification", reason: "the data has no class targets")
    }
    guard length == positionCount else {
      throw .unexpectedTargets(
        likelihood: "classification",
        reason: "the network tells \(positionCount) classes for an example, but the data has "
          + "\(length)")
    }
    let outputs = outputCount / positionCount
    guard classCount <= outputs, labels.allSatisfy({ $0 < outputs }) else {
      throw .unexpectedTargets(
        likelihood: "classification",
        reason: "the data has \(classCount) classes, but the network \(outputs) outputs")
    }
  }

  private func classCount(of outputs: Shape) -> Int { outputs[1] / positionCount }

  /// The softmax of each position.
  private func probabilities<Scalar: TensorScalar>(_ outputs: Tensor<Scalar>) -> [Double] {
    outputs.converted(to: Double.self)
      .reshaped([outputs.shape[0] * positionCount, classCount(of: outputs.shape)]).softmax().scalars
  }

  private func labels(_ targets: Targets) -> [Int] {
    switch targets {
    case .classes(let labels, _), .sequences(let labels, _, _): labels
    case .values, .none: preconditionFailure("classification needs class targets")
    }
  }
}
