import Autodiff
import Tensors

/// A sequence of layers with their parameters.
public struct Network<Scalar: TensorScalar>: Sendable {
  /// The layers, first to last.
  public let layers: [any Layer]
  /// The shape of one input, without the batch axis.
  public let inputShape: Shape
  /// The shape of one output, without the batch axis.
  public let outputShape: Shape
  /// Names, shapes and places of the parameters.
  public let layout: ParameterLayout
  /// The parameter tensors, in the order of the layout.
  public var parameters: [Tensor<Scalar>]

  /// A network of layers with given parameters, by their order; checks every shape.
  public init(
    layers: [any Layer], inputShape: Shape, parameters: [Tensor<Scalar>]
  ) throws(NetworkError) {
    self.layers = layers
    self.inputShape = inputShape
    outputShape = try Network.shape(after: layers, of: inputShape)
    layout = ParameterLayout(
      layers.enumerated().flatMap { position, layer in
        layer.parameters.map {
          ParameterDescription(
            name: "\(position).\($0.name)", shape: $0.shape, form: $0.form)
        }
      })
    for (index, expected) in layout.tensors.enumerated() {
      guard index < parameters.count else { throw .missingParameter(name: expected.name) }
      guard parameters[index].shape == expected.shape else {
        throw .unexpectedParameter(
          name: expected.name, expected: expected.shape, found: parameters[index].shape)
      }
      guard parameters[index].isFinite else { throw .notFinite("parameter \(expected.name)") }
    }
    self.parameters = parameters
  }

  /// A network of layers with random parameters.
  public init(layers: [any Layer], inputShape: Shape, seed: UInt64) throws(NetworkError) {
    _ = try Network.shape(after: layers, of: inputShape)
    var random = RandomStream(seed: seed)
    try self.init(
      layers: layers, inputShape: inputShape,
      parameters: layers.flatMap { layer in
        layer.initialParameters(using: &random).map { $0.converted(to: Scalar.self) }
      })
  }

  /// The number of outputs C.
  public var outputCount: Int { outputShape.count }

  /// The outputs for a batch of inputs.
  public func callAsFunction(_ inputs: Tensor<Scalar>) -> Tensor<Scalar> {
    var pass = ForwardPass<Scalar>()
    return outputs(Variable(inputs), parameters: parameters.map(Variable.init), in: &pass).value
  }

  /// The outputs for a batch of inputs at given parameters, in a pass that may take notes.
  public func outputs(
    _ inputs: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    var activations = inputs
    var first = 0
    for layer in layers {
      let count = layer.parameters.count
      pass.firstParameter = first
      activations = layer.apply(
        to: activations, parameters: Array(parameters[first..<first + count]), in: &pass)
      first += count
    }
    return activations
  }

  /// The same network in another precision.
  public func converted<Target: TensorScalar>(
    to type: Target.Type
  ) throws(NetworkError) -> Network<Target> {
    try Network<Target>(
      layers: layers, inputShape: inputShape, parameters: parameters.map { $0.converted(to: type) })
  }

  /// The flat parameter vector θ in Double.
  public var flatParameters: [Double] { parameters.flatMap { Scalar.widened($0.scalars) } }

  private static func shape(
    after layers: [any Layer], of input: Shape
  ) throws(NetworkError) -> Shape {
    var shape = input
    for (position, layer) in layers.enumerated() {
      do {
        shape = try layer.outputShape(for: shape)
      } catch .unexpectedInput(_, let type, let expected, let found) {
        throw .unexpectedInput(layer: position, type: type, expected: expected, found: found)
      } catch .invalidLayer(_, let type, let reason) {
        throw .invalidLayer(layer: position, type: type, reason: reason)
      } catch {
        throw error
      }
    }
    return shape
  }
}

extension Network {
  /// A multilayer perceptron with the given sizes, from the inputs to the outputs, and a nonlinearity
  /// between the linear layers.
  public static func perceptron(
    sizes: [Int], activation: any Activation, bias: Bool = true, seed: UInt64
  ) throws(NetworkError) -> Network {
    guard sizes.count > 1 else {
      throw .invalidLayer(layer: 0, type: "mlp", reason: "at least two sizes are needed")
    }
    var layers: [any Layer] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      if !layers.isEmpty { layers.append(activation) }
      layers.append(Linear(inputs: inputs, outputs: outputs, bias: bias))
    }
    return try Network(layers: layers, inputShape: [sizes[0]], seed: seed)
  }
}
