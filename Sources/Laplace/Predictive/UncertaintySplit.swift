import NeuralNetworks
import Parallelism
import RealModule
import Tensors

/// What of the uncertainty of predictions lies in the targets (aleatoric: more data does not remove it)
/// and what in the weights (epistemic: more data does).
public struct UncertaintySplit: Equatable, Sendable {
  /// The part that lies in the targets.
  public let aleatoric: Tensor<Double>
  /// The part that lies in the weights, of the same shape.
  public let epistemic: Tensor<Double>
  /// The Monte-Carlo standard errors of the parts; nil where nothing was drawn.
  public let standardErrors: StandardErrors?

  /// The standard errors of the two parts.
  public struct StandardErrors: Equatable, Sendable {
    /// Those of the part that lies in the targets.
    public let aleatoric: Tensor<Double>
    /// Those of the part that lies in the weights.
    public let epistemic: Tensor<Double>
  }

  /// The whole uncertainty: the sum of the parts.
  public var total: Tensor<Double> { aleatoric + epistemic }

  /// The split that a likelihood has: variances of a regression, of shape (M, outputs), entropies in nats
  /// of a classification and of the preference between two items, of shape (M), of classes at T positions,
  /// of shape (M, T), or of each binary output, of shape (M, C).
  ///
  /// `noise` is the σ of a regression; `integral` is how means over classes are taken.
  public init(
    of outputs: GaussianPredictive, likelihood: LikelihoodKind, positionCount: Int = 1,
    noise: Double = 1, integral: SoftmaxIntegral, cancellation: Cancellation = Cancellation()
  ) throws {
    let count = outputs.exampleCount
    switch likelihood {
    case .classification:
      let positions = outputs.marginals(positionCount: positionCount)
      self = try .entropies(of: positions, by: integral, cancellation: cancellation)
        .reshaped(positionCount > 1 ? [count, positionCount] : [count])
    case .binary:
      self = try .entropies(of: outputs.binaryPairs, by: integral, cancellation: cancellation)
        .reshaped(outputs.mean.shape)
    case .reward where outputs.outputCount == 2:
      self = try .entropies(
        of: outputs.difference.binaryPairs, by: integral, cancellation: cancellation)
    case .regression, .scaledRegression, .heteroscedastic, .reward:
      self = try .variances(of: outputs, likelihood: likelihood, noise: noise)
    }
  }

  /// The parts for the inputs of one split after the other.
  init(_ splits: [UncertaintySplit]) {
    let errors = splits.compactMap(\.standardErrors)
    self.init(
      aleatoric: .concatenated(splits.map(\.aleatoric)),
      epistemic: .concatenated(splits.map(\.epistemic)),
      standardErrors: errors.isEmpty
        ? nil
        : StandardErrors(
          aleatoric: .concatenated(errors.map(\.aleatoric)),
          epistemic: .concatenated(errors.map(\.epistemic))))
  }

  func reshaped(_ shape: Shape) -> UncertaintySplit {
    UncertaintySplit(
      aleatoric: aleatoric.reshaped(shape), epistemic: epistemic.reshaped(shape),
      standardErrors: standardErrors.map {
        StandardErrors(
          aleatoric: $0.aleatoric.reshaped(shape), epistemic: $0.epistemic.reshaped(shape))
      })
  }

  init(
    aleatoric: Tensor<Double>, epistemic: Tensor<Double>, standardErrors: StandardErrors? = nil
  ) {
    self.aleatoric = aleatoric
    self.epistemic = epistemic
    self.standardErrors = standardErrors
  }
}

extension UncertaintySplit {
  /// The parts of the variance of the targets, of shape (M, outputs): `Var y = E σ² + Var f`.
  ///
  /// The first is `(σ s_c)²`, or with a learned noise the mean of `eˢ` over its Gaussian,
  /// `exp(μ_s + Σ_ss/2)`, which is `eˢ` where the weights are certain; the second is `Σ_cc`.
  public static func variances(
    of outputs: GaussianPredictive, likelihood: LikelihoodKind, noise: Double = 1
  ) throws -> UncertaintySplit {
    let variance = outputs.variance
    switch likelihood {
    case .regression:
      return UncertaintySplit(
        aleatoric: Tensor(repeating: noise * noise, shape: variance.shape), epistemic: variance)
    case .scaledRegression(let noises):
      let squares = Tensor(noises.map { noise * noise * $0 * $0 })
      return UncertaintySplit(
        aleatoric: squares.broadcast(to: variance.shape), epistemic: variance)
    case .heteroscedastic:
      let count = outputs.outputCount / 2
      let logarithms = Array(count..<2 * count)
      let exponents =
        outputs.mean.selectingColumns(logarithms)
        + 0.5 * variance.selectingColumns(logarithms)
      return UncertaintySplit(
        aleatoric: exponents.mapped(.exponential),
        epistemic: variance.selectingColumns(Array(0..<count)))
    case .classification, .binary, .reward:
      throw PredictiveError.unsuitableSplit(likelihood: likelihood.description)
    }
  }
}
