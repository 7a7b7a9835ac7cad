import NeuralNetworks
import RealModule
import Tensors

/// Functions drawn from a Gaussian over a network's outputs, seen at M inputs.
///
/// Samples are drawn one after the other: more of them with the same seed begin with the same ones.
public struct FunctionalSamples: Equatable, Sendable {
  /// The outputs, of shape (S, M, C).
  public let outputs: Tensor<Double>
  /// The seed they were drawn with.
  public let seed: UInt64

  /// The largest number of outputs that are drawn at once.
  public static let sizeLimit = 100_000_000

  /// Draws from the Gaussian at each input alone: `f = μ + Σ^{1/2} z`, with the same z for every input.
  ///
  /// A sample at an input depends on its mean and covariance and on the seed, not on which other inputs
  /// are asked about or in which order. Correlations between inputs are therefore not those of the
  /// posterior: draws from the joint covariance have them.
  public init(of predictive: GaussianPredictive, count: Int, seed: UInt64) throws {
    let (inputs, classes) = (predictive.exampleCount, predictive.outputCount)
    try Self.check(count: count, width: inputs * classes)
    var random = RandomStream(seed: seed)
    let normals = random.normals([count, classes])
    let columns = try predictive.mapExamples(.init()) { mean, covariance in
      normals.matrixProduct(try CovarianceRoot(covariance).principal, transposingOther: true) + mean
    }
    let shape: Shape = [inputs, count, classes]
    outputs = Tensor(shape: shape, scalars: columns.flatMap(\.scalars)).exchangingFirstAxes
    self.seed = seed
  }

  /// Draws whole functions from the Gaussian over all outputs at all inputs, with means of shape (M, C)
  /// and a covariance of shape (M C, M C), inputs running slowest.
  ///
  /// The root is the symmetric one, with eigenvalues that rounding made negative counted as 0: nothing
  /// is added to the covariance.
  public init(
    mean: Tensor<Double>, jointCovariance: Tensor<Double>, count: Int, seed: UInt64
  ) throws {
    try Self.check(count: count, width: mean.count)
    var random = RandomStream(seed: seed)
    let normals = random.normals([count, mean.count])
    let root = mean.count > 0 ? try CovarianceRoot(jointCovariance).principal : jointCovariance
    let rows = normals.matrixProduct(root, transposingOther: true)
    outputs = (rows + mean.reshaped([mean.count])).reshaped([count] + mean.shape)
    self.seed = seed
  }

  /// Samples of what the likelihood predicts: class probabilities of shape (S, M, C), those of T positions
  /// following one another, the probability of 1 of each binary output, that either item of a pair is
  /// preferred, or the targets of a regression; the score of a single item as it is.
  ///
  /// Those of a regression are means of targets, unless the noise is included: then `N(0, (σ s_c)²)`, or
  /// with a learned noise `N(0, eˢ)` of the same sample, is added, independent between inputs.
  public func predictions(
    likelihood: LikelihoodKind, positionCount: Int = 1, noise: Double = 1, includesNoise: Bool
  ) -> Tensor<Double> {
    switch likelihood {
    case .classification:
      let classCount = outputs.shape[2] / positionCount
      return outputs.reshaped([outputs.count / classCount, classCount]).softmax()
        .reshaped(outputs.shape)
    case .reward: return outputs.shape[2] == 2 ? outputs.softmax() : outputs
    case .binary: return outputs.mapped(.sigmoid)
    case .regression:
      return includesNoise ? outputs + noise * standardNoise(outputs.shape) : outputs
    case .scaledRegression(let noises):
      guard includesNoise else { return outputs }
      return outputs + noise * (Tensor(noises) * standardNoise(outputs.shape))
    case .heteroscedastic:
      let count = outputs.shape[-1] / 2
      let means = outputs.selectingColumns(Array(0..<count))
      guard includesNoise else { return means }
      let deviations = (0.5 * outputs.selectingColumns(Array(count..<2 * count)))
        .mapped(.exponential)
      return means + deviations * standardNoise(means.shape)
    }
  }

  /// Standard normal numbers from a stream of their own for each input.
  private func standardNoise(_ shape: Shape) -> Tensor<Double> {
    let inputs = (0..<shape[1]).map { input in
      var random = RandomStream(seed: seed, stream: UInt64(input) + 1)
      return random.normals([1, shape[0], shape[2]])
    }
    guard !inputs.isEmpty else { return .zeros(shape) }
    return Tensor.concatenated(inputs).exchangingFirstAxes
  }

  private static func check(count: Int, width: Int) throws(PredictiveError) {
    let limit = sizeLimit / max(1, width)
    guard count >= 1, count <= limit else {
      throw .countOutOfRange(name: "samples", count: count, limit: limit)
    }
  }
}
