import Datasets
import Tensors

/// A network with the likelihood that gives its outputs a meaning.
public struct Model<Scalar: TensorScalar>: Sendable {
  /// The network.
  public var network: Network<Scalar>
  /// How targets are distributed around the network's outputs.
  public let likelihood: LikelihoodKind

  /// A network read as a likelihood's parameters.
  public init(_ network: Network<Scalar>, likelihood: LikelihoodKind) {
    self.network = network
    self.likelihood = likelihood
  }

  /// The same model in another precision.
  public func converted<Target: TensorScalar>(
    to type: Target.Type
  ) throws(NetworkError) -> Model<Target> {
    Model<Target>(try network.converted(to: type), likelihood: likelihood)
  }

  /// Checks that inputs have the shape the network takes, and outputs the shape the likelihood takes.
  public func check(inputs: Tensor<Scalar>) throws(NetworkError) {
    try likelihood.rules.check(outputShape: network.outputShape)
    guard inputs.shape.dropFirst() == network.inputShape else {
      throw .unexpectedData(expected: network.inputShape, found: inputs.shape.dropFirst())
    }
  }

  /// Checks that data has inputs and targets that fit the network and the likelihood.
  public func check(_ data: Dataset<Scalar>) throws(NetworkError) {
    try check(inputs: data.inputs)
    try likelihood.rules.check(data.targets, outputCount: network.outputCount)
  }
}
