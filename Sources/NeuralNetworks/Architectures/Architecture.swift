import Tensors

/// The layers of a network that has no parameters yet, and the shape of its inputs.
public struct Architecture: Sendable {
  /// The layers, first to last.
  public let layers: [any Layer]
  /// The shape of one input, without the batch axis.
  public let inputShape: Shape

  /// Layers for inputs of a shape.
  public init(layers: [any Layer], inputShape: Shape) {
    self.layers = layers
    self.inputShape = inputShape
  }

  /// A multilayer perceptron with the given sizes, from the inputs to the outputs, and a nonlinearity
  /// between the linear layers.
  public static func perceptron(
    sizes: [Int], activation: any Activation, bias: Bool = true
  ) throws(NetworkError) -> Architecture {
    guard sizes.count > 1 else {
      throw .invalidLayer(layer: 0, type: "mlp", reason: "at least two sizes are needed")
    }
    var layers: [any Layer] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      if !layers.isEmpty { layers.append(activation) }
      layers.append(Linear(inputs: inputs, outputs: outputs, bias: bias))
    }
    return Architecture(layers: layers, inputShape: [sizes[0]])
  }

  /// The layers followed by one axis and a linear map to a number of outputs.
  func endingLinearly(outputs: Int, bias: Bool) throws(NetworkError) -> Architecture {
    let features = try layers.networkOutputShape(for: inputShape).count
    return Architecture(
      layers: layers + [Flatten(), Linear(inputs: features, outputs: outputs, bias: bias)],
      inputShape: inputShape)
  }
}

extension Network {
  /// A network of an architecture with random parameters.
  public init(_ architecture: Architecture, seed: UInt64) throws(NetworkError) {
    try self.init(layers: architecture.layers, inputShape: architecture.inputShape, seed: seed)
  }

  /// A multilayer perceptron with the given sizes, from the inputs to the outputs, and a nonlinearity
  /// between the linear layers.
  public static func perceptron(
    sizes: [Int], activation: any Activation, bias: Bool = true, seed: UInt64
  ) throws(NetworkError) -> Network {
    try Network(.perceptron(sizes: sizes, activation: activation, bias: bias), seed: seed)
  }
}
