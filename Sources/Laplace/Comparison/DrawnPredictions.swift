import Datasets
import MonteCarlo
import NeuralNetworks
import Parallelism
import RealModule
import Tensors

/// What chains of weights predict: averages over the network at every draw.
struct DrawnPredictions {
  /// The moments of the outputs, or of the class probabilities where there are classes, inputs running
  /// slowest.
  private(set) var moments: [MomentEstimates] = []
  /// The negative log likelihood `-1/n Σₐ log(1/S Σₛ p(yₐ|θₛ))` of n examples, or of n answers that are
  /// classes; nil where the targets tell none.
  let negativeLogLikelihood: MeanEstimate?

  /// The predictions for data; a batch at a time, so that memory does not grow with its size.
  init<Scalar: TensorScalar>(
    of posterior: LaplacePosterior<Scalar>, _ chains: MarkovChains, on data: Dataset<Scalar>,
    hasClasses: Bool, cancellation: Cancellation
  ) throws {
    let weights = chains.draws
    let (draws, model) = (weights.shape[0], posterior.model)
    let width = posterior.outputCount(at: data.inputs)
    // Outputs of all draws at once, in a piece of memory of 32 MiB.
    let batchSize = max(1, min(256, (32 << 20) / (8 * draws * width)))
    var score = DrawnScore(drawCount: draws)
    for start in stride(from: 0, to: data.count, by: batchSize) {
      let batch = data.selecting(Array(start..<min(start + batchSize, data.count)))
      let outputs = try posterior.outputs(of: batch.inputs, at: weights, cancellation)
      let logarithms = SampledPredictive.classLogits(
        outputs, model.likelihood, model.positionCount
      ).map { $0.logits.logSoftmax() }
      let values = hasClasses ? logarithms?.mapped(.exponential) ?? outputs : outputs
      let columns = values.reshaped([draws, values.count / draws]).transposed()
      moments += Parallel.map(columns.shape[0]) { column in
        MomentEstimates(chains.byChain(columns.slice(column..<column + 1).scalars))
      }
      score.add(
        logarithms.map {
          Self.logProbabilities($0, of: batch.targets, model.likelihood, model.positionCount)
        }
          ?? Self.logDensities(
            outputs, of: batch.targets, model.likelihood, noise: posterior.settings.noise),
        examples: hasClasses ? nil : batch.count)
      try cancellation.check()
    }
    negativeLogLikelihood = score.estimate(by: chains)
  }

  /// The log probability of each answer's class at each draw, a list for each answer that has one.
  private static func logProbabilities(
    _ logarithms: Tensor<Double>, of targets: Targets, _ likelihood: LikelihoodKind,
    _ positionCount: Int
  ) -> [[Double]] {
    let (draws, answers, classes) = (
      logarithms.shape[0], logarithms.shape[1], logarithms.shape[2]
    )
    // Two outputs of a pair are one answer.
    return (0..<answers).compactMap { answer in
      likelihood.label(ofAnswer: answer, in: targets, positionCount: positionCount).map { label in
        (0..<draws).map { logarithms.scalars[($0 * answers + answer) * classes + label] }
      }
    }
  }

  /// The log density of each target at each draw, `log N(y; m, v)`, a list for each target: v is the
  /// squared noise of the output, or the one that the network itself says.
  private static func logDensities(
    _ outputs: Tensor<Double>, of targets: Targets, _ likelihood: LikelihoodKind, noise: Double
  ) -> [[Double]] {
    guard case .values(let values) = targets else { return [] }
    let (draws, width, count) = (outputs.shape[0], outputs.shape[2], values.shape[1])
    let variance: (_ place: Int, _ output: Int) -> Double
    switch likelihood {
    case .regression: variance = { _, _ in noise * noise }
    case .scaledRegression(let noises):
      variance = { _, output in noise * noise * noises[output] * noises[output] }
    case .heteroscedastic:
      variance = { place, _ in .exp(outputs.scalars[place + count]) }
    case .classification, .binary, .reward: return []
    }
    return (0..<values.count).map { target in
      let (example, output) = (target / count, target % count)
      return (0..<draws).map { draw in
        let place = (draw * outputs.shape[1] + example) * width + output
        let error = values.scalars[target] - outputs.scalars[place]
        let v = variance(place, output)
        return -0.5 * (.log(2 * .pi * v) + error * error / v)
      }
    }
  }
}

/// A negative log likelihood as it is summed over answers.
private struct DrawnScore {
  private var sum = 0.0
  private var count = 0
  /// For each draw what it adds to the sum, linearised: `Σₐ p(yₐ|θₛ)/p̄ₐ`.
  private var influences: [Double]

  init(drawCount: Int) { influences = [Double](repeating: 0, count: drawCount) }

  /// Adds the log likelihoods of answers at each draw; each counts as one unless they belong to a number
  /// of examples.
  mutating func add(_ answers: [[Double]], examples: Int?) {
    guard !answers.isEmpty else { return }
    count += examples ?? answers.count
    for answer in answers {
      let largest = answer.max() ?? 0
      let ratios = answer.map { Double.exp($0 - largest) }
      let mean = ratios.reduce(0, +) / Double(ratios.count)
      sum -= largest + .log(mean)
      for draw in ratios.indices { influences[draw] += ratios[draw] / mean }
    }
  }

  /// The mean with its error; nil where there were no answers.
  func estimate(by chains: MarkovChains) -> MeanEstimate? {
    guard count > 0 else { return nil }
    let error = MeanEstimate(chains.byChain(influences)).error
    return MeanEstimate(mean: sum / Double(count), error: error / Double(count))
  }
}
