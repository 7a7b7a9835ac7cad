import Tensors

/// How a mean over the Gaussian of a classification's outputs is taken where no closed form exists.
public enum SoftmaxIntegral: Hashable, Sendable {
  /// The mean over samples. Every input gets the same standard normal numbers, so that the result does not
  /// depend on batches or on the order of the inputs; the errors of different inputs are correlated.
  case monteCarlo(samples: Int, seed: UInt64)
  /// Gauss-Hermite quadrature with `order` nodes along each of the C - 1 principal axes of the outputs'
  /// differences: softmax does not change when all outputs rise together.
  case quadrature(order: Int)

  /// The largest number of points a mean is taken over.
  public static let pointLimit = 100_000

  /// Quadrature where a fine grid is small, else 1000 samples.
  public static func preferred(classCount: Int) -> SoftmaxIntegral {
    classCount <= 3 ? .quadrature(order: 32) : .monteCarlo(samples: 1000, seed: 0)
  }

  /// The points for C classes.
  func rule(classCount: Int) throws -> IntegrationRule {
    switch self {
    case .monteCarlo(let samples, let seed):
      return try .sample(count: samples, dimensions: classCount, seed: seed)
    case .quadrature(let order): return try .grid(order: order, classCount: classCount)
    }
  }
}

extension SoftmaxIntegral: CustomStringConvertible {
  /// The word with its settings: `mc(samples=1000,seed=0)`, `gh(order=20)`.
  public var description: String {
    switch self {
    case .monteCarlo(let samples, let seed): "mc(samples=\(samples),seed=\(seed))"
    case .quadrature(let order): "gh(order=\(order))"
    }
  }
}
