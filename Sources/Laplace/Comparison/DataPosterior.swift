import Curvature
import Datasets
import MonteCarlo
import NeuralNetworks
import Parallelism
import RealModule
import Tensors

/// The posterior itself that a Laplace posterior approximates:
/// `log p(θ) + β log p(D|θ)`, with the likelihood's power β at 1 unless it is tempered.
///
/// `log p(D|θ) = -h loss(θ) - N C log(σ√(2π))` with `h = 1/(σ² T)`, without the last term where there is no
/// noise, and the prior is `N(μ₀, P₀⁻¹)`: densities of the selected weights, the other ones being as
/// trained. The network acts as in an evaluation, in Double.
public struct DataPosterior: LogDensity {
  /// The weights θ, in the order of the vector.
  public let selection: ParameterSelection
  /// The power β of the likelihood.
  public private(set) var power = 1.0
  /// The diagonal of P₀.
  let priorPrecisions: [Double]
  /// μ₀.
  let priorMeans: [Double]
  private let model: Model<Double>
  private let data: Dataset<Double>
  private let objective: Objective
  private let likelihoodConstant: Double
  private let priorConstant: Double

  /// The posterior that a Laplace posterior approximates, on the data that it was fitted to.
  ///
  /// Throws `otherData` where the number of examples, or the loss at the mean, is not that of the fit.
  public init<Scalar: TensorScalar>(
    of posterior: LaplacePosterior<Scalar>, on data: Dataset<Scalar>
  ) throws {
    try posterior.model.check(data)
    let (model, settings) = (posterior.model, posterior.settings)
    selection = posterior.selection
    priorPrecisions = RelativePrior(settings.priorPrecision, scale: 1, over: selection)
      .values(over: selection)
    priorMeans = settings.priorMean.values(count: selection.count)
    let moving = Set(selection.tensors)
    let network = try model.network.converted(to: Double.self)
    self.model = Model(
      network, likelihood: model.likelihood,
      frozen: Set(network.layout.tensors.indices.filter { !moving.contains($0) }))
    self.data = try Dataset(
      inputs: data.inputs.converted(to: Double.self), targets: data.targets)
    objective = Objective(noise: settings.noise, temperature: settings.temperature)
    likelihoodConstant = model.rules.logNormalizer(
      count: data.count, outputs: network.outputCount, noise: settings.noise)
    priorConstant = priorPrecisions.reduce(0) { $0 + 0.5 * .log($1 / (2 * .pi)) }
    try checkLoss(posterior.loss, count: posterior.exampleCount, in: Scalar.self)
  }

  /// The same posterior with the likelihood to a power.
  public func tempered(_ power: Double) -> DataPosterior {
    var tempered = self
    tempered.power = power
    return tempered
  }

  /// The number P of weights.
  public var dimension: Int { selection.count }

  /// The log density with all of its constants, and its gradient.
  public func evaluated(at position: [Double]) -> DensityPoint {
    let likelihood = logLikelihoodAndGradient(at: position)
    var gradient = likelihood.gradient
    var scatter = 0.0
    for index in position.indices {
      let deviation = position[index] - priorMeans[index]
      scatter += priorPrecisions[index] * deviation * deviation
      gradient[index] = power * gradient[index] - priorPrecisions[index] * deviation
    }
    return DensityPoint(
      position: position,
      logDensity: power * likelihood.value + priorConstant - 0.5 * scatter, gradient: gradient)
  }

  /// `log p(D|θ)`.
  public func logLikelihood(at position: [Double]) -> Double {
    logLikelihoodAndGradient(at: position).value
  }

  private func logLikelihoodAndGradient(
    at position: [Double]
  ) -> (value: Double, gradient: [Double]) {
    let sum = lossGradient(at: position)
    return (
      likelihoodConstant - objective.lossScale * sum.loss,
      selection.vector(of: sum.gradients).map { -objective.lossScale * $0 }
    )
  }

  private func lossGradient(at position: [Double]) -> LossGradient<Double> {
    var model = model
    selection.write(position, to: &model.network.parameters)
    guard
      let sum = objective.lossAndGradient(
        of: model, on: data, rows: Array(0..<data.count), cancellation: Cancellation())
    else { preconditionFailure("a loss that nobody can stop was stopped") }
    return sum
  }

  /// Refuses data other than those of the fit, as far as sums in another precision tell.
  private func checkLoss<Scalar: TensorScalar>(
    _ expected: Double, count: Int, in type: Scalar.Type
  ) throws(CheckError) {
    let loss = lossGradient(at: selection.vector(of: model.network)).loss
    let tolerance = Scalar.self == Double.self ? 1e-8 : 1e-3
    guard data.count == count, abs(loss - expected) <= tolerance * (1 + abs(expected)) else {
      throw .otherData(count: data.count, loss: loss, fittedCount: count, fittedLoss: expected)
    }
  }
}
