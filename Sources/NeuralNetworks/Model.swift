import Datasets
import Tensors

/// A network with the likelihood that gives its outputs a meaning.
public struct Model<Scalar: TensorScalar>: Sendable {
  /// The network.
  public var network: Network<Scalar>
  /// How targets are distributed around the network's outputs.
  public let likelihood: LikelihoodKind
  /// The positions of the parameter tensors that stay as they are, in training and ever after.
  public let frozen: Set<Int>

  /// A network read as a likelihood's parameters, some of its tensors frozen.
  public init(_ network: Network<Scalar>, likelihood: LikelihoodKind, frozen: Set<Int> = []) {
    precondition(
      frozen.allSatisfy(network.layout.tensors.indices.contains),
      "frozen tensors \(frozen) of \(network.layout.tensors.count)")
    self.network = network
    self.likelihood = likelihood
    self.frozen = frozen
  }

  /// What the likelihood computes of the network's outputs.
  public var rules: any Likelihood { likelihood.rules(for: network.outputShape) }

  /// The number T of answers that the outputs give for an example: a class for each position, a 0 or 1 for
  /// each binary output, else one.
  public var positionCount: Int { likelihood.positionCount(of: network.outputShape) }

  /// The names of the frozen tensors, in the order of the layout.
  public var frozenNames: [String] { frozen.sorted().map { network.layout.tensors[$0].name } }

  /// The same model with tensors frozen besides those that are, given by their names (`0.bias`) or as
  /// all those of modules (`0`, `3.body`).
  public func freezing(
    tensors: [String] = [], modules: [String] = []
  ) throws(NetworkError) -> Model {
    let more = try network.layout.positions(ofTensors: tensors)
      .union(network.layout.positions(inModules: modules))
    return Model(network, likelihood: likelihood, frozen: frozen.union(more))
  }

  /// The same model with nothing frozen.
  public func thawed() -> Model { Model(network, likelihood: likelihood) }

  /// The same model in another precision.
  public func converted<Target: TensorScalar>(
    to type: Target.Type
  ) throws(NetworkError) -> Model<Target> {
    Model<Target>(try network.converted(to: type), likelihood: likelihood, frozen: frozen)
  }

  /// The shape of the inputs of an example: that of an input, or of a pair of them, (2, …).
  public var exampleShape: Shape {
    likelihood.itemsPerExample == 1
      ? network.inputShape : [likelihood.itemsPerExample] + network.inputShape
  }

  /// Checks that inputs have the shape the network takes, or that of whole examples, and outputs the shape
  /// the likelihood takes.
  public func check(inputs: Tensor<Scalar>) throws(NetworkError) {
    try rules.check(outputShape: network.outputShape)
    let shape = inputs.shape.dropFirst()
    guard shape == network.inputShape || shape == exampleShape else {
      throw .unexpectedData(expected: network.inputShape, found: shape)
    }
  }

  /// Checks that data has inputs and targets that fit the network and the likelihood.
  public func check(_ data: Dataset<Scalar>) throws(NetworkError) {
    try check(inputs: data.inputs)
    guard data.exampleShape == exampleShape else {
      throw .unexpectedExamples(
        likelihood: likelihood.description, expected: exampleShape, found: data.exampleShape)
    }
    try rules.check(data.targets, outputCount: network.outputCount)
  }
}
