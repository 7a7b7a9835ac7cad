import Curvature
import Datasets
import Laplace
import NeuralNetworks
import RealModule
import Tensors

/// A network that stands for the function where it has not been evaluated, with a Laplace approximation
/// that says how far to trust it.
struct Surrogate {
  /// The posterior over the weights, at the prior and the noise that the evidence chose.
  let posterior: LaplacePosterior<Double>
  /// The smallest value seen, in units of the network.
  let best: Double

  /// A network without data.
  static func network(seed: UInt64) throws -> Model<Double> {
    Model(
      try Network.perceptron(sizes: [2, 50, 50, 1], activation: Tanh(), seed: seed),
      likelihood: .regression)
  }

  /// Trains on all evaluations so far from the weights of a model, then asks the evidence for prior and
  /// noise.
  init(
    _ model: Model<Double>, settings: PosteriorSettings, epochs: Int, points: [[Double]],
    values: [Double]
  ) throws {
    let data = try Dataset(
      inputs: Tensor(shape: [points.count, 2], scalars: points.flatMap(\.self)),
      targets: .values(Tensor(shape: [values.count, 1], scalars: Self.standardized(values))))
    var training = TrainingOptions()
    training.epochs = epochs
    training.priorPrecision = settings.priorPrecision.values[0]
    training.noise = settings.noise
    training.schedule = .cosine
    var options = LaplaceOptions()
    options.structure = .full
    let fitted = try LaplacePosterior(
      of: Training(model, on: data, options: training).model, fittedTo: data, options: options,
      settings: settings)
    posterior = try fitted.tunedByEvidence().posterior
    best = Self.standardized(values).min() ?? 0
  }

  /// Logarithms of values, in which the valleys of a positive function are as deep as its hills are high,
  /// with mean 0 and standard deviation 1.
  private static func standardized(_ values: [Double]) -> [Double] {
    let logarithms: [Double] = values.map { .log($0) }
    let count = Double(values.count)
    let mean = logarithms.reduce(0, +) / count
    let deviations = logarithms.map { $0 - mean }
    let deviation = (deviations.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
    return deviations.map { $0 / deviation }
  }
}
