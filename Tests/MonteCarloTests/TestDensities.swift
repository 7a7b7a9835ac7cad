import LinearAlgebra
import MonteCarlo
import RealModule
import TestSupport
import Tensors

/// `N(m, A⁻¹)` by its precision, normalised.
struct GaussianDensity: LogDensity {
  let mean: [Double]
  let precision: Tensor<Double>

  var dimension: Int { mean.count }
  var covariance: Tensor<Double> { DenseMatrix.inverse(precision).matrix }

  /// A random Gaussian whose standard deviations differ by a factor of about ten.
  init(dimension: Int, seed: UInt64) {
    var random = RandomStream(seed: seed)
    mean = (0..<dimension).map { _ in 2 * random.normal() }
    let root = random.normals([dimension, dimension])
    let scales = (0..<dimension).map { Double.pow(10, Double($0 % 3) / 2) }
    var precision = DenseMatrix.product(root.transposed(), root)
    for i in 0..<dimension {
      precision.scalars[i * (dimension + 1)] += Double(dimension)
      for j in 0..<dimension where i != j {
        precision.scalars[i * dimension + j] *= 0.7
      }
    }
    for i in 0..<dimension {
      for j in 0..<dimension {
        precision.scalars[i * dimension + j] *= scales[i] * scales[j]
      }
    }
    self.precision = precision
  }

  func evaluated(at position: [Double]) -> DensityPoint {
    let deviation = zip(position, mean).map { $0 - $1 }
    let pull = DenseMatrix.product(
      Tensor(shape: [1, dimension], scalars: deviation), precision
    ).scalars
    let square = zip(pull, deviation).reduce(0) { $0 + $1.0 * $1.1 }
    let constant =
      0.5 * (DenseMatrix.inverse(precision).logDeterminant)
      - 0.5 * Double(dimension) * .log(2 * .pi)
    return DensityPoint(
      position: position, logDensity: constant - 0.5 * square, gradient: pull.map { -$0 })
  }
}

/// Any density of one or a few numbers, its gradient by central differences.
struct PlainDensity: LogDensity {
  let dimension: Int
  let logDensity: @Sendable ([Double]) -> Double

  func evaluated(at position: [Double]) -> DensityPoint {
    DensityPoint(
      position: position, logDensity: logDensity(position),
      gradient: finiteDifferenceJacobian(at: position) { [logDensity($0)] }[0])
  }
}

/// The integral of a function over a wide interval, by the midpoint rule.
func midpointIntegral(
  from low: Double, to high: Double, count: Int = 20_000, _ function: (Double) -> Double
) -> Double {
  let width = (high - low) / Double(count)
  return (0..<count).reduce(0) { $0 + width * function(low + (Double($1) + 0.5) * width) }
}

extension SamplerOptions {
  /// A few chains of some draws.
  static func test(draws: Int = 1000, chains: Int = 4, seed: UInt64) -> SamplerOptions {
    var options = SamplerOptions()
    (options.drawCount, options.chainCount, options.seed) = (draws, chains, seed)
    options.warmUpCount = 400
    return options
  }
}
