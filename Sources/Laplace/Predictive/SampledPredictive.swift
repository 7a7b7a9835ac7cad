import NeuralNetworks
import Tensors

/// What a network says about M inputs at S weights drawn from its posterior: averages, and how far off
/// they may be for want of more draws.
///
/// Nothing is linearised: it is the network itself that speaks, also where the posterior is wide.
public struct SampledPredictive: Equatable, Sendable {
  /// The mean of the outputs over the draws, and their unbiased covariance
  /// `Σₛ (fₛ - f̄)(fₛ - f̄)ᵀ/(S - 1)`, without observation noise.
  public let outputs: GaussianPredictive
  /// The means of `softmax f` with their standard errors, of shape (M T, C), the T positions of an input
  /// running fastest; nil where outputs tell no classes.
  ///
  /// A binary output is a position with the classes 0 and 1; a pair of items has the classes that the
  /// first and that the second is preferred.
  public let classes: ProbabilityEstimate?
  /// The entropy of those means in nats, and its parts: the mean of the entropies, and the mutual
  /// information of class and weights; of shape (M), or (M, T) where there are positions.
  public let entropies: UncertaintySplit?
  /// The number S of draws.
  public let sampleCount: Int

  /// The Monte-Carlo standard error of the means of the outputs, `sd/√S`, of shape (M, C).
  public var meanErrors: Tensor<Double> {
    ((1 / Double(sampleCount)) * outputs.variance).mapped(.squareRoot)
  }

  /// The largest standard error of an average: of a probability where there are classes, else of a mean.
  public var largestError: Double {
    (classes?.standardErrors ?? meanErrors).scalars.max() ?? 0
  }

  /// The averages over draws of outputs, of shape (S, M, C) with at least two draws.
  init(_ samples: Tensor<Double>, of likelihood: LikelihoodKind, positionCount: Int) {
    let (inputs, width) = (samples.shape[1], samples.shape[2])
    sampleCount = samples.shape[0]
    let rule = IntegrationRule(drawCount: sampleCount)
    let mean = Tensor(
      shape: [inputs, width],
      scalars: rule.mean(of: samples.reshaped([sampleCount, inputs * width])).means)
    let deviations = (samples - mean).exchangingFirstAxes
    let products = deviations.matrixProduct(deviations, transposingSelf: true)
    outputs = GaussianPredictive(
      mean: mean, covariance: (1 / Double(sampleCount - 1)) * products)
    guard let (logits, shape) = Self.classLogits(samples, likelihood, positionCount) else {
      classes = nil
      entropies = nil
      return
    }
    let logarithms = logits.logSoftmax()
    classes = rule.estimate(of: logarithms.mapped(.exponential))
    entropies = UncertaintySplit.entropies(
      ofDraws: logarithms.exchangingFirstAxes, rule: rule
    ).reshaped(shape)
  }

  /// The outputs as logits of the classes of M T answers, of shape (S, M T, C), and the shape of a number
  /// for each answer; nil where outputs tell no classes.
  static func classLogits(
    _ samples: Tensor<Double>, _ likelihood: LikelihoodKind, _ positionCount: Int
  ) -> (logits: Tensor<Double>, shape: Shape)? {
    let (draws, inputs, width) = (samples.shape[0], samples.shape[1], samples.shape[2])
    switch likelihood {
    case .classification:
      return (
        samples.reshaped([draws, inputs * positionCount, width / positionCount]),
        positionCount > 1 ? [inputs, positionCount] : [inputs]
      )
    case .binary:
      // sigmoid f is the second entry of softmax(0, f).
      let flat = samples.reshaped([1, samples.count])
      let pairs = Tensor.concatenated([.zeros(flat.shape), flat]).transposed()
      return (pairs.reshaped([draws, inputs * width, 2]), [inputs, width])
    case .reward where width == 2: return (samples, [inputs])
    case .regression, .scaledRegression, .heteroscedastic, .reward: return nil
    }
  }

  /// The averages for the inputs of one part after the other.
  init(_ parts: [SampledPredictive]) {
    outputs = GaussianPredictive(
      mean: .concatenated(parts.map(\.outputs.mean)),
      covariance: .concatenated(parts.map(\.outputs.covariance)))
    let classes = parts.compactMap(\.classes)
    let errors = classes.compactMap(\.standardErrors)
    self.classes =
      classes.isEmpty
      ? nil
      : ProbabilityEstimate(
        probabilities: .concatenated(classes.map(\.probabilities)),
        standardErrors: .concatenated(errors))
    let entropies = parts.compactMap(\.entropies)
    self.entropies = entropies.isEmpty ? nil : UncertaintySplit(entropies)
    sampleCount = parts[0].sampleCount
  }
}

extension IntegrationRule {
  /// Draws that have been made elsewhere, all of one weight.
  init(drawCount count: Int) {
    self.init(
      points: .zeros([count, 0]),
      weights: Tensor(repeating: 1 / Double(count), shape: [1, count]), isSample: true)
  }

  /// The mean of probabilities at the points, of shape (n, M, C).
  fileprivate func estimate(of probabilities: Tensor<Double>) -> ProbabilityEstimate {
    let shape = probabilities.shape.dropFirst()
    let (means, errors) = mean(of: probabilities.reshaped([weights.count, shape.count]))
    return ProbabilityEstimate(
      probabilities: Tensor(shape: shape, scalars: means),
      standardErrors: errors.map { Tensor(shape: shape, scalars: $0) })
  }
}
