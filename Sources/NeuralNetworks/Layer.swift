import Autodiff
import Tensors

/// One step of a network: a function of its input and of its own parameters.
///
/// A layer is only the architecture; the parameters live in the network, so that the same layer can be
/// evaluated at any point of parameter space. So do its statistics: numbers that training gathers from
/// the activations and that have no derivative, such as running means. Its JSON form is the `layers`
/// entry of a model file.
public protocol Layer: Codable, Sendable {
  /// The word that names the layer in model files.
  static var typeName: String { get }

  /// The parameter tensors the layer needs, in order.
  var parameters: [ParameterDescription] { get }

  /// The statistics the layer keeps, in order.
  var statistics: [ParameterDescription] { get }

  /// The shape of one output, without the batch axis, for inputs of a shape.
  func outputShape(for input: Shape) throws(NetworkError) -> Shape

  /// The outputs for a batch of inputs; parameters meet activations through the pass, which has the
  /// statistics too.
  func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar>

  /// Random parameters to start training from.
  func initialParameters(using random: inout RandomStream) -> [Tensor<Double>]

  /// The statistics before any training.
  func initialStatistics() -> [Tensor<Double>]
}

extension Layer {
  /// None.
  public var statistics: [ParameterDescription] { [] }

  /// None.
  public func initialStatistics() -> [Tensor<Double>] { [] }
}

/// The name, the shape and the form of a parameter tensor, or of a statistic.
public struct ParameterDescription: Hashable, Sendable {
  /// What a parameter tensor is to the activations it meets.
  public enum Form: Hashable, Sendable {
    /// A matrix (out, in), axes after the first flattened; in `groups` bands of rows, each of which meets
    /// activations of its own.
    case matrix(groups: Int)
    /// A number that is added to each channel.
    case bias
    /// A number that each channel is multiplied by.
    case scale
  }

  /// The name, such as `weight`; in a network preceded by the layer's position, as in `0.weight`.
  public let name: String
  /// The lengths of the axes.
  public let shape: Shape
  /// What the tensor is to activations.
  public let form: Form

  /// A parameter tensor; without a form, one with a single axis is a bias and others are matrices.
  public init(name: String, shape: Shape, form: Form? = nil) {
    self.name = name
    self.shape = shape
    self.form = form ?? (shape.rank > 1 ? .matrix(groups: 1) : .bias)
  }

  /// The description as it is told from outside a module: `3.body` before `0.weight`.
  func inside(_ module: String) -> ParameterDescription {
    ParameterDescription(name: "\(module).\(name)", shape: shape, form: form)
  }
}
