import Autodiff
import Tensors

/// What is noted while a network calculates its outputs: where parameters met activations.
///
/// With probes, the outputs of those meeting places are put on a tape, so that the cotangents there can
/// be asked for.
public struct ForwardPass<Scalar: TensorScalar> {
  /// The meeting places probed so far, in order of calculation.
  public private(set) var sites: [ParameterSite<Scalar>] = []
  private let tape: Tape<Scalar>?
  private let probed: Set<Int>
  var firstParameter = 0

  /// A pass that notes nothing.
  public init() {
    tape = nil
    probed = []
  }

  /// A pass that probes where the parameter tensors with the given positions are used.
  public init(probing parameters: Set<Int>, on tape: Tape<Scalar>) {
    self.tape = tape
    probed = parameters
  }

  /// Notes that vectors met all rows of a weight, `output = input Wᵀ + b`, with the positions of W and b
  /// among the layer's parameters, and returns the output to go on with.
  public mutating func note(
    affine input: Variable<Scalar>, weight: Int, bias: Int?, output: Variable<Scalar>
  ) -> Variable<Scalar> {
    let use = ParameterUse(
      operation: .affine, weight: weight, bias: bias, rows: 0..<output.shape[-1],
      activations: ParameterSite.Activations.vectors(input.value))
    return note([use], output: output, channels: .last)
  }

  /// Notes how a layer's parameters made its output, and returns the output to go on with.
  public mutating func note(
    _ uses: [ParameterUse<Scalar>], output: Variable<Scalar>,
    channels: ParameterSite<Scalar>.ChannelAxis
  ) -> Variable<Scalar> {
    let probedUses = uses.filter { use in
      probed.contains(firstParameter + use.weight)
        || use.bias.map { probed.contains(firstParameter + $0) } == true
    }
    guard let tape, !probedUses.isEmpty else { return output }
    let probe = output.isConstant ? tape.variable(output.value) : output
    sites += probedUses.map { use in
      ParameterSite(
        operation: use.operation, weight: firstParameter + use.weight,
        bias: use.bias.map { firstParameter + $0 }, rows: use.rows,
        activations: use.activations, output: probe, outputChannels: channels)
    }
    return probe
  }
}

/// How a layer used a weight, and a bias if there is one: a `ParameterSite` to be.
public struct ParameterUse<Scalar: TensorScalar> {
  /// How the parameters act.
  public let operation: ParameterSite<Scalar>.Operation
  /// The position of the weight among the layer's parameters.
  public let weight: Int
  /// The position of the bias among the layer's parameters.
  public let bias: Int?
  /// The rows of the weight that acted.
  public let rows: Range<Int>
  /// What they acted on.
  public let activations: ParameterSite<Scalar>.Activations

  /// The use of some rows of a weight.
  public init(
    operation: ParameterSite<Scalar>.Operation, weight: Int, bias: Int?, rows: Range<Int>,
    activations: ParameterSite<Scalar>.Activations
  ) {
    self.operation = operation
    self.weight = weight
    self.bias = bias
    self.rows = rows
    self.activations = activations
  }
}
