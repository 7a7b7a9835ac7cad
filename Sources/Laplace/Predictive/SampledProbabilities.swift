import NeuralNetworks
import Tensors

/// Class probabilities averaged over S draws of the weights, and what the draws disagree about.
///
/// The entropy of the average is the average of the entropies, which more data would not lower, plus the
/// mutual information between the class and the weights, which it would (Houlsby and others, 2011).
/// Binary outputs are taken one by one, and their entropies summed.
public struct SampledProbabilities: Equatable, Sendable {
  /// The means over the draws, of shape (M, C): of `softmax f`, or of `sigmoid f` for binary outputs.
  public let mean: Tensor<Double>
  /// Their Monte-Carlo standard errors, `√(Σₛ (pₛ - p̄)²/(S (S - 1)))`, of shape (M, C).
  public let standardErrors: Tensor<Double>
  /// The entropy of the means in nats, of shape (M).
  public let entropy: Tensor<Double>
  /// The mean over the draws of the entropy in nats, of shape (M).
  public let expectedEntropy: Tensor<Double>

  /// The mutual information between class and weights in nats, of shape (M); what rounding made
  /// negative is 0.
  public var mutualInformation: Tensor<Double> { (entropy - expectedEntropy).mapped(.relu) }

  /// The averages over draws of outputs, of shape (S, M, C); nil where outputs tell no classes.
  init?(ofOutputs samples: Tensor<Double>, _ likelihood: LikelihoodKind) {
    let (draws, inputs, outputs) = (samples.shape[0], samples.shape[1], samples.shape[2])
    // Distributions over K classes, G of them for an input: (S, M, G, K).
    let distributions: Tensor<Double>
    switch likelihood {
    case .classification:
      distributions = samples.softmax().reshaped([draws, inputs, 1, outputs])
    case .binary:
      let pairs = Tensor.concatenated([-1 * samples, samples]).mapped(.sigmoid)
      distributions = pairs.reshaped([2, samples.count]).transposed()
        .reshaped([draws, inputs, outputs, 2])
    case .regression, .scaledRegression, .heteroscedastic: return nil
    }
    let means = distributions.meanOverFirstAxis
    let squares = (distributions - means).summedSquares(overAxis: 0)
    let errors = (1 / Double(draws * (draws - 1)) * squares).mapped(.squareRoot)
    let shown = likelihood == .binary ? [1] : Array(0..<outputs)
    mean = means.selectingColumns(shown).reshaped([inputs, outputs])
    standardErrors = errors.selectingColumns(shown).reshaped([inputs, outputs])
    entropy = means.entropies
    expectedEntropy = distributions.entropies.meanOverFirstAxis
  }

  /// The averages for the inputs of one part after the other.
  init(_ parts: [SampledProbabilities]) {
    mean = .concatenated(parts.map(\.mean))
    standardErrors = .concatenated(parts.map(\.standardErrors))
    entropy = .concatenated(parts.map(\.entropy))
    expectedEntropy = .concatenated(parts.map(\.expectedEntropy))
  }
}

extension Tensor<Double> {
  /// `-Σ p log p` over the last two axes; the smallest normal number in the logarithm gives p = 0 the
  /// term 0.
  fileprivate var entropies: Tensor<Double> {
    let logarithms = affine(scale: 1, offset: .leastNormalMagnitude).mapped(.logarithm)
    return (-1 * (self * logarithms)).summed(overAxis: -1).summed(overAxis: -1)
  }
}
