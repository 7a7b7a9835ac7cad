import Autodiff
import Tensors

/// A nonlinearity: a layer that applies one function to every element.
public protocol Activation: Layer {
  /// The layer, which has no settings.
  init()

  /// The function.
  func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar>
}

extension Activation {
  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

  /// The function applied to every element.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    activate(input)
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}

/// The hyperbolic tangent.
public struct Tanh: Activation {
  /// The word `tanh`.
  public static let typeName = "tanh"

  /// The layer, which has no settings.
  public init() {}

  /// `tanh x`.
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    input.mapped(.tanh)
  }
}

/// The rectifier.
public struct ReLU: Activation {
  /// The word `relu`.
  public static let typeName = "relu"

  /// The layer, which has no settings.
  public init() {}

  /// `max(x, 0)`.
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    input.mapped(.relu)
  }
}

/// The Gaussian error linear unit, in its exact form.
public struct GELU: Activation {
  /// The word `gelu`.
  public static let typeName = "gelu"

  /// The layer, which has no settings.
  public init() {}

  /// `x Φ(x)` (Hendrycks and Gimpel, 2016).
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    input * input.mapped(.normalDistribution)
  }
}

/// The logistic function.
public struct Sigmoid: Activation {
  /// The word `sigmoid`.
  public static let typeName = "sigmoid"

  /// The layer, which has no settings.
  public init() {}

  /// `1/(1 + e⁻ˣ)`.
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    input.mapped(.sigmoid)
  }
}
