import Autodiff
import Tensors

/// A linear map of the last axis, `z = a Wᵀ + b`.
public struct Linear: Layer, Equatable {
  /// The word `linear`.
  public static let typeName = "linear"

  /// The length of the last axis of the input.
  public let inputs: Int
  /// The length of the last axis of the output.
  public let outputs: Int
  /// Whether b is there.
  public let hasBias: Bool

  private enum CodingKeys: String, CodingKey {
    case inputs = "in"
    case outputs = "out"
    case hasBias = "bias"
  }

  /// A map from `inputs` to `outputs` numbers.
  public init(inputs: Int, outputs: Int, bias: Bool = true) {
    self.inputs = inputs
    self.outputs = outputs
    hasBias = bias
  }

  /// Reads the layer of a model file; a bias is there unless said otherwise.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    inputs = try values.decode(Int.self, forKey: .inputs)
    outputs = try values.decode(Int.self, forKey: .outputs)
    hasBias = try values.decodeIfPresent(Bool.self, forKey: .hasBias) ?? true
  }

  /// W of shape (out, in) and b of shape (out).
  public var parameters: [ParameterDescription] {
    let weight = ParameterDescription(name: "weight", shape: [outputs, inputs])
    return hasBias ? [weight, ParameterDescription(name: "bias", shape: [outputs])] : [weight]
  }

  /// The input's shape with its last axis replaced.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard inputs > 0, outputs > 0 else {
      throw .invalidLayer(layer: 0, type: Self.typeName, reason: "sizes must be positive")
    }
    guard input.rank > 0, input[-1] == inputs else {
      throw .unexpectedInput(
        layer: 0, type: Self.typeName, expected: "\(inputs) numbers", found: input)
    }
    return input.dropLast() + [outputs]
  }

  /// `a Wᵀ + b`.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let product = input.matrixProduct(parameters[0], transposingOther: true)
    let output = hasBias ? product + parameters[1] : product
    return pass.note(affine: input, weight: 0, bias: hasBias ? 1 : nil, output: output)
  }

  /// Numbers drawn evenly between ±1/√in, as PyTorch does.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    let bound = 1 / Double(inputs).squareRoot()
    return parameters.map { parameter in
      Tensor(
        shape: parameter.shape,
        scalars: (0..<parameter.shape.count).map { _ in bound * (2 * random.uniform() - 1) })
    }
  }
}
