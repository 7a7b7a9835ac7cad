import Datasets
import MonteCarlo
import NeuralNetworks
import Parallelism
import Tensors

/// The predictions of a Laplace posterior beside those of the posterior itself.
///
/// Laplace's are the linearised ones, through a link where there are classes; those of the posterior
/// itself are averages over the network at each draw of the weights.
public struct PredictiveComparison: Equatable, Sendable {
  /// A figure of the predictions that both have, such as the mean of an output.
  public struct Figure: Equatable, Sendable {
    /// What is compared.
    public enum Kind: String, Sendable {
      /// The mean of an output.
      case mean
      /// The standard deviation of an output, without observation noise.
      case deviation = "sd"
      /// The probability of a class.
      case probability
    }

    /// What is compared.
    public let kind: Kind
    /// What the Laplace posterior says, a number for each place.
    public let laplace: [Double]
    /// What the draws say.
    public let sampled: [Double]
    /// The Monte-Carlo standard errors of the draws.
    public let errors: [Double]

    /// The place where the two differ most.
    public var worst: Int {
      laplace.indices.max { difference($0) < difference($1) } ?? 0
    }

    /// The difference at a place, without its sign.
    public func difference(_ place: Int) -> Double { abs(laplace[place] - sampled[place]) }

    /// The mean of the differences, without their signs.
    public var meanDifference: Double {
      laplace.indices.reduce(0) { $0 + difference($1) } / Double(max(1, laplace.count))
    }

    /// The mean of the standard errors.
    public var meanError: Double { errors.reduce(0, +) / Double(max(1, errors.count)) }
  }

  /// Negative log likelihoods of the targets, the mean over examples.
  public struct Scores: Equatable, Sendable {
    /// That of the Laplace posterior's predictions.
    public let laplace: Double
    /// That of the draws' and its Monte-Carlo standard error:
    /// `-log 1/S Σₛ p(y|x, θₛ)`, outputs and positions apart.
    public let sampled: MeanEstimate
  }

  /// The figures: means and standard deviations of the outputs, or probabilities of the classes; for M
  /// inputs and C outputs or classes, inputs running slowest.
  public let figures: [Figure]
  /// The scores; nil where the targets are not of the likelihood's form.
  public let scores: Scores?
}

extension PredictiveComparison {
  /// Predicts data by a Laplace posterior and by draws of the posterior itself.
  init<Scalar: TensorScalar>(
    of posterior: LaplacePosterior<Scalar>, _ chains: MarkovChains, on data: Dataset<Scalar>,
    link: LinkApproximation, cancellation: Cancellation
  ) throws {
    let (likelihood, positions) = (posterior.model.likelihood, posterior.model.positionCount)
    let outputs = try posterior.linearizedPredictive(at: data.inputs, cancellation: cancellation)
    let classes = try link.classes(
      of: outputs, likelihood: likelihood, positionCount: positions, cancellation: cancellation)
    let drawn = try DrawnPredictions(
      of: posterior, chains, on: data, hasClasses: classes != nil, cancellation: cancellation)
    if let classes {
      figures = [
        Figure(
          kind: .probability, laplace: classes.probabilities.scalars,
          sampled: drawn.moments.map(\.mean), errors: drawn.moments.map(\.meanError))
      ]
    } else {
      figures = [
        Figure(
          kind: .mean, laplace: outputs.mean.scalars,
          sampled: drawn.moments.map(\.mean), errors: drawn.moments.map(\.meanError)),
        Figure(
          kind: .deviation, laplace: outputs.variance.scalars.map { $0.squareRoot() },
          sampled: drawn.moments.map(\.deviation), errors: drawn.moments.map(\.deviationError)),
      ]
    }
    do {
      let own = try PredictiveScores(
        of: outputs, likelihood, probabilities: classes?.probabilities,
        noise: posterior.settings.noise, targets: data.targets)
      if let laplace = own.values[.nll], let sampled = drawn.negativeLogLikelihood {
        scores = Scores(laplace: laplace, sampled: sampled)
      } else {
        scores = nil
      }
    } catch LaplaceError.unscored {
      scores = nil
    }
  }
}
