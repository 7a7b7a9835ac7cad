import Curvature
import NeuralNetworks
import Tensors

/// `N(μ₀, P₀⁻¹)` with prior precisions of any shape over some of a network's parameters, and one
/// precision around 0 for the others.
public struct DiagonalPrior<Scalar: TensorScalar>: TrainingPrior {
  private let precisions: [Tensor<Scalar>]
  private let means: [Tensor<Scalar>]

  /// The prior of a posterior's settings over its selection of a network's parameters; the others have
  /// the precision `rest`.
  public init(
    _ settings: PosteriorSettings, over selection: ParameterSelection, of network: Network<Scalar>,
    rest: Double
  ) throws(LaplaceError) {
    try settings.priorPrecision.check(over: selection)
    try settings.priorMean.check(over: selection)
    let own = RelativePrior(settings.priorPrecision, scale: 1, over: selection)
      .values(over: selection)
    var precisions = network.parameters.map { Tensor(repeating: Scalar(rest), shape: $0.shape) }
    selection.write(own, to: &precisions)
    self.precisions = precisions
    var means = network.parameters.map { Tensor<Scalar>.zeros($0.shape) }
    selection.write(
      settings.priorMean.values(count: selection.count), to: &means)
    self.means = means
  }

  /// `P₀ (θ - μ₀)`.
  public func gradients(
    at parameters: [Tensor<Scalar>], scaledBy scale: Double
  ) -> [Tensor<Scalar>] {
    parameters.indices.map { (Scalar(scale) * precisions[$0]) * (parameters[$0] - means[$0]) }
  }
}

/// A fitted posterior as the prior of what is learned next: `N(θ*, (h H + P₀)⁻¹)` over its weights
/// (Kirkpatrick et al., 2017; Ritter, Botev and Barber, 2018), and one precision around 0 for the others.
public struct PosteriorPrior<Scalar: TensorScalar>: TrainingPrior {
  private let posterior: LaplacePosterior<Scalar>
  private let rest: Double

  /// The prior that a posterior makes; weights that it is not over have the precision `rest`.
  public init(_ posterior: LaplacePosterior<Scalar>, rest: Double) {
    self.posterior = posterior
    self.rest = rest
  }

  /// `(h H + P₀) (θ - θ*)`.
  public func gradients(
    at parameters: [Tensor<Scalar>], scaledBy scale: Double
  ) throws -> [Tensor<Scalar>] {
    let selection = posterior.selection
    let deviations = zip(selection.vector(of: parameters), posterior.mean).map {
      scale * ($0 - $1)
    }
    let pull = try posterior.precisionProduct(deviations)
    var gradients = parameters.map { Scalar(rest * scale) * $0 }
    selection.write(pull, to: &gradients)
    return gradients
  }
}
