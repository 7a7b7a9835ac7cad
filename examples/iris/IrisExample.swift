import Datasets
import Laplace
import NeuralNetworks

/// Trains a small network on the irises, fits a Laplace approximation, tunes a prior precision for each tensor
/// by the evidence, and prints the evidence and how sure the first flower's class is.
@main
struct IrisExample {
  static func main() throws {
    let data = try EmbeddedTable.iris.dataset()
    let network = try Network<Double>.perceptron(sizes: [4, 8, 3], activation: Tanh(), seed: 1)
    var options = TrainingOptions()
    options.priorPrecision = 0.1
    let training = try Training(
      Model(network, likelihood: .classification), on: data, options: options)
    let posterior = try LaplacePosterior(
      of: training.model, fittedTo: data, settings: PosteriorSettings(priorPrecision: 0.1))
    let tuned = try posterior.tunedByEvidence(.tensors).posterior
    let evidence = try tuned.marginalLikelihood().value
    let predictive = try tuned.linearizedPredictive(at: data.inputs)
    let probabilities = try LinkApproximation.probit.probabilities(of: predictive)
    print("log marginal likelihood \(evidence)")
    print("first flower \(data.classNames[0]) with probability \(probabilities[0, 0])")
  }
}
