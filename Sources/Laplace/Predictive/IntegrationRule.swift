import Tensors

/// Points that stand for a standard normal distribution.
struct IntegrationRule: Sendable {
  /// The points, of shape (n, d).
  let points: Tensor<Double>
  /// What each of them counts, of shape (1, n) and sum 1.
  let weights: Tensor<Double>
  /// Whether the points were drawn, so that means over them have a standard error.
  let isSample: Bool

  /// `count` points drawn one after the other; more of them begin with the same ones.
  static func sample(count: Int, dimensions: Int, seed: UInt64) throws -> IntegrationRule {
    let limit = SoftmaxIntegral.pointLimit
    guard (1...limit).contains(count) else {
      throw PredictiveError.countOutOfRange(name: "samples", count: count, limit: limit)
    }
    var random = RandomStream(seed: seed)
    return IntegrationRule(
      points: random.normals([count, dimensions]),
      weights: Tensor(repeating: 1 / Double(count), shape: [1, count]), isSample: true)
  }

  /// The tensor product of `order` Gauss-Hermite nodes along each of C - 1 axes.
  static func grid(order: Int, classCount: Int) throws -> IntegrationRule {
    let axis = try GaussHermite(order: order)
    var weights = [1.0]
    var points: [[Double]] = [[]]
    for _ in 1..<max(1, classCount) {
      guard weights.count * order <= SoftmaxIntegral.pointLimit else {
        throw PredictiveError.gridTooLarge(
          order: order, classCount: classCount, limit: SoftmaxIntegral.pointLimit)
      }
      weights = weights.flatMap { weight in axis.weights.map { weight * $0 } }
      points = points.flatMap { point in axis.nodes.map { point + [$0] } }
    }
    return IntegrationRule(
      points: Tensor(
        shape: [points.count, max(0, classCount - 1)], scalars: points.flatMap(\.self)),
      weights: Tensor(shape: [1, weights.count], scalars: weights), isSample: false)
  }

  /// The logarithms of the class probabilities at the points, of shape (n, C), for one input with the
  /// mean (C) and the covariance (C, C) of its outputs.
  ///
  /// The common part of the outputs is projected out, `P Σ P` with `P = I - 11ᵀ/C`, before the root is
  /// taken, so that adding c 11ᵀ to Σ changes nothing.
  func logProbabilities(mean: Tensor<Double>, covariance: Tensor<Double>) throws -> Tensor<Double> {
    let classes = mean.count
    var logits = Tensor<Double>.zeros([weights.count, classes])
    if points.shape[1] > 0 {
      let root = try CovarianceRoot(covariance.withoutCommonPart)
      logits = points.matrixProduct(
        isSample ? root.principal : root.axes(classes - 1), transposingOther: true)
    }
    return (logits + mean).logSoftmax()
  }

  /// The mean of each column of values at the points, of shape (n, q), and where the points were drawn its
  /// standard error `√(Σ (x - x̄)²/(n (n - 1)))`.
  func mean(of values: Tensor<Double>) -> (means: [Double], standardErrors: [Double]?) {
    let means = weights.matrixProduct(values)
    guard isSample, weights.count > 1 else { return (means.scalars, nil) }
    let count = Double(weights.count)
    let squares = (values - means).summedSquares(overAxis: 0)
    return (means.scalars, squares.scalars.map { ($0 / (count * (count - 1))).squareRoot() })
  }
}

extension Tensor<Double> {
  /// `log softmax` over the last axis: `xᵢ - max x - log Σⱼ exp(xⱼ - max x)`.
  func logSoftmax() -> Tensor {
    let shifted = self - maximaOverLastAxis()
    return shifted
      - shifted.mapped(.exponential).summed(overAxis: -1, keepingAxis: true).mapped(.logarithm)
  }

  /// `P A P` of a symmetric matrix, with `P = I - 11ᵀ/n`: its rows and columns sum to 0.
  var withoutCommonPart: Tensor {
    let order = shape[1]
    let rowMeans = (1 / Double(order)) * summed(overAxis: 1, keepingAxis: true)
    let mean = rowMeans.sum / Double(order)
    return (self - rowMeans - rowMeans.reshaped([1, order])).affine(scale: 1, offset: mean)
  }
}
