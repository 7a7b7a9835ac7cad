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
  /// The averages of class probabilities; nil where outputs tell no classes.
  public let classes: SampledProbabilities?
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
  init(_ samples: Tensor<Double>, of likelihood: LikelihoodKind) {
    sampleCount = samples.shape[0]
    let mean = samples.meanOverFirstAxis
    let deviations = (samples - mean).exchangingFirstAxes
    let products = deviations.matrixProduct(deviations, transposingSelf: true)
    outputs = GaussianPredictive(
      mean: mean, covariance: (1 / Double(sampleCount - 1)) * products)
    classes = SampledProbabilities(ofOutputs: samples, likelihood)
  }

  /// The averages for the inputs of one part after the other.
  init(_ parts: [SampledPredictive]) {
    outputs = GaussianPredictive(
      mean: .concatenated(parts.map(\.outputs.mean)),
      covariance: .concatenated(parts.map(\.outputs.covariance)))
    let classes = parts.compactMap(\.classes)
    self.classes = classes.isEmpty ? nil : SampledProbabilities(classes)
    sampleCount = parts[0].sampleCount
  }
}

extension Tensor<Double> {
  /// The mean over the first axis.
  var meanOverFirstAxis: Tensor<Double> { (1 / Double(shape[0])) * summed(overAxis: 0) }
}
