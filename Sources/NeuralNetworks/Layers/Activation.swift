import Autodiff
import Tensors

/// A nonlinearity: a layer that applies one function to every element.
public protocol Activation: Layer {
  /// The layer with its usual settings, if it has any.
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

/// The sigmoid linear unit, also known as swish.
public struct SiLU: Activation {
  /// The word `silu`.
  public static let typeName = "silu"

  /// The layer, which has no settings.
  public init() {}

  /// `x/(1 + e⁻ˣ)`.
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    input * input.mapped(.sigmoid)
  }
}

/// A smooth rectifier.
public struct Softplus: Activation {
  /// The word `softplus`.
  public static let typeName = "softplus"

  /// The layer, which has no settings.
  public init() {}

  /// `log(1 + eˣ)`.
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    input.softplus()
  }
}

/// The exponential linear unit.
public struct ELU: Activation {
  /// The word `elu`.
  public static let typeName = "elu"

  /// The layer, which has no settings.
  public init() {}

  /// `max(x, 0) + exp(min(x, 0)) - 1` (Clevert, Unterthiner and Hochreiter, 2016).
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    let positive = input.mapped(.relu)
    return positive + (input - positive).mapped(.exponential).affine(scale: 1, offset: -1)
  }
}

/// A rectifier that lets negative numbers through with a small slope.
public struct LeakyReLU: Activation, Equatable {
  /// The word `leakyrelu`.
  public static let typeName = "leakyrelu"

  /// The slope below 0.
  public let slope: Double

  private enum CodingKeys: String, CodingKey {
    case slope
  }

  /// The layer with slope 0.01.
  public init() { self.init(slope: 0.01) }

  /// The layer with a slope.
  public init(slope: Double) { self.slope = slope }

  /// Reads the layer of a model file; the slope is 0.01 unless said otherwise.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(slope: try values.decodeIfPresent(Double.self, forKey: .slope) ?? 0.01)
  }

  /// `slope x + (1 - slope) max(x, 0)`.
  public func activate<Scalar: TensorScalar>(_ input: Variable<Scalar>) -> Variable<Scalar> {
    Scalar(slope) * input + Scalar(1 - slope) * input.mapped(.relu)
  }
}
