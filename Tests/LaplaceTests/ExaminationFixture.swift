import Curvature
import Datasets
import Laplace
import NeuralNetworks
import Tensors

/// A network trained until it settles, a posterior at the prior and noise of its training, and new examples
/// of the same kind.
struct ExaminationFixture<Scalar: TensorScalar> {
  let training: Training<Scalar>
  let posterior: LaplacePosterior<Scalar>
  let conditions: TrainingConditions
  let data: Dataset<Scalar>
  let evaluation: Dataset<Scalar>

  init(
    _ generator: Generator, sizes: [Int], _ activation: any Activation,
    _ likelihood: LikelihoodKind,
    priorPrecision: Double, noise: Double = 1, subset: WeightSubset = .all,
    structure: HessianStructure = .full
  ) throws {
    data = try generator.dataset(seed: 1).converted()
    evaluation = try generator.dataset(seed: 2).converted()
    let network = try Network<Scalar>.perceptron(sizes: sizes, activation: activation, seed: 1)
    var options = TrainingOptions()
    (options.epochs, options.learningRate, options.schedule) = (12000, 2e-2, .cosine)
    (options.priorPrecision, options.noise) = (priorPrecision, noise)
    training = try Training(Model(network, likelihood: likelihood), on: data, options: options)
    var kept = LaplaceOptions()
    (kept.subset, kept.structure) = (subset, structure)
    posterior = try LaplacePosterior(
      of: training.model, fittedTo: data, options: kept,
      settings: PosteriorSettings(priorPrecision: priorPrecision, noise: noise))
    conditions = TrainingConditions(
      priorPrecision: priorPrecision, noise: noise, gradientNorm: training.gradientNorm)
  }

  func examination() throws -> Examination {
    try Examination(
      of: ExaminationSubject(
        training.model, posterior: posterior, training: conditions, fittedTo: data,
        evaluatedOn: evaluation))
  }
}
