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
  /// Names and shapes of the statistics.
  public let statisticsLayout: ParameterLayout
  /// What the layers have gathered in training, in the order of their layout.
  public var statistics: [Tensor<Scalar>]
  /// The layers that act, and where their tensors are: a shared layer is the one it shares.
  let steps: [LayerStep]

  /// A network of layers with given parameters and statistics, by their order; checks every shape.
  ///
  /// Statistics left out are those before any training.
  public init(
    layers: [any Layer], inputShape: Shape, parameters: [Tensor<Scalar>],
    statistics: [Tensor<Scalar>]? = nil
  ) throws(NetworkError) {
    self.layers = layers
    self.inputShape = inputShape
    outputShape = try layers.networkOutputShape(for: inputShape)
    steps = try LayerStep.steps(through: layers)
    layout = ParameterLayout(layers.parameters)
    statisticsLayout = ParameterLayout(layers.statistics)
    let statistics =
      statistics ?? layers.initialStatistics().map { $0.converted(to: Scalar.self) }
    try layout.check(parameters)
    try statisticsLayout.check(statistics)
    self.parameters = parameters
    self.statistics = statistics
  }

  /// A network of layers with random parameters.
  public init(layers: [any Layer], inputShape: Shape, seed: UInt64) throws(NetworkError) {
    _ = try layers.networkOutputShape(for: inputShape)
    var random = RandomStream(seed: seed)
    try self.init(
      layers: layers, inputShape: inputShape,
      parameters: layers.initialParameters(using: &random).map { $0.converted(to: Scalar.self) })
  }

  /// The number of outputs C, over all their axes.
  public var outputCount: Int { outputShape.count }

  /// The outputs for a batch of inputs, in their own shape; of groups of inputs, (batch, k, …), with the
  /// axis of the group before it.
  public func callAsFunction(_ inputs: Tensor<Scalar>) -> Tensor<Scalar> {
    var pass = ForwardPass<Scalar>()
    return outputs(Variable(inputs), parameters: parameters.map(Variable.init), in: &pass).value
      .reshaped(inputs.shape.dropLast(inputShape.rank) + outputShape)
  }

  /// The number k of inputs in each group of a batch of shape (batch, k, …); 1 where inputs stand alone.
  public func groupSize(of inputs: Shape) -> Int {
    inputs.rank == inputShape.rank + 2 ? inputs[1] : 1
  }

  /// The outputs for a batch of inputs at given parameters, of shape (batch, C) whatever axes they have,
  /// in a pass that may take notes; for groups of inputs, (batch, k, …), of shape (batch, k C).
  ///
  /// A training pass ends with the statistics that the batch has made of those of the network.
  public func outputs(
    _ inputs: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let groupSize = groupSize(of: inputs.shape)
    let single =
      inputs.shape.rank == inputShape.rank + 1
      ? inputs : inputs.reshaped([inputs.shape[0] * groupSize] + inputShape)
    let outputs = activations(
      single, through: layers.indices, parameters: parameters, in: &pass)
    return outputs.reshaped([inputs.shape[0], groupSize * outputCount])
  }

  /// The same network in another precision.
  public func converted<Target: TensorScalar>(
    to type: Target.Type
  ) throws(NetworkError) -> Network<Target> {
    try Network<Target>(
      layers: layers, inputShape: inputShape, parameters: parameters.map { $0.converted(to: type) },
      statistics: statistics.map { $0.converted(to: type) })
  }

  /// The flat parameter vector θ in Double.
  public var flatParameters: [Double] { parameters.flatMap { Scalar.widened($0.scalars) } }
}
