import Autodiff
import Tensors

/// What goes along while a network calculates its outputs: whether it is training, the statistics of its
/// layers, and notes of where parameters met activations.
///
/// With probes, the outputs of those meeting places are put on a tape, so that the cotangents there can
/// be asked for.
public struct ForwardPass<Scalar: TensorScalar> {
  /// The meeting places probed so far, in order of calculation.
  public private(set) var sites: [ParameterSite<Scalar>] = []
  /// The source of chance in a training pass; nil in an evaluation.
  public var random: RandomStream?
  /// The statistics of the network's layers, in the order of its layout; a training pass updates them.
  public internal(set) var statistics: [Tensor<Scalar>] = []
  /// What went into each nonlinearity, in order of calculation, where the pass was told to keep it.
  private(set) var nonlinearities: [(layer: any Activation, input: Tensor<Scalar>)] = []
  private var keepsNonlinearities = false
  private let tape: Tape<Scalar>?
  private let probed: Set<Int>
  private var place = LayerPlace(parameter: 0, statistic: 0)

  /// An evaluation that notes nothing.
  public init() {
    tape = nil
    probed = []
  }

  /// A pass in which layers behave as in training, with chance from a stream.
  public init(training random: RandomStream) {
    self.init()
    self.random = random
  }

  /// An evaluation that keeps what goes into each nonlinearity.
  static func keepingNonlinearities() -> ForwardPass {
    var pass = ForwardPass()
    pass.keepsNonlinearities = true
    return pass
  }

  /// An evaluation that probes where the parameter tensors with the given positions are used.
  public init(probing parameters: Set<Int>, on tape: Tape<Scalar>) {
    self.tape = tape
    probed = parameters
  }

  /// Whether layers behave as in training: with statistics of the batch, and with chance.
  public var isTraining: Bool { random != nil }

  /// A statistic of the layer, by its position among those the layer has.
  public func statistic(_ index: Int) -> Tensor<Scalar> { statistics[place.statistic + index] }

  /// Replaces a statistic of the layer.
  public mutating func update(statistic index: Int, to value: Tensor<Scalar>) {
    statistics[place.statistic + index] = value
  }

  /// The output of a layer whose own parameters and statistics start at a place among those of the layer
  /// that holds it.
  mutating func apply(
    _ layer: some Layer, to input: Variable<Scalar>, parameters: [Variable<Scalar>],
    at inner: LayerPlace
  ) -> Variable<Scalar> {
    let outer = place
    defer { place = outer }
    place = outer + inner
    if keepsNonlinearities, let layer = layer as? any Activation {
      nonlinearities.append((layer, input.value))
    }
    return layer.apply(
      to: input,
      parameters: Array(parameters[inner.parameter..<inner.parameter + layer.parameters.count]),
      in: &self)
  }

  /// The output of a list of layers inside a layer: their parameters and statistics follow one another,
  /// from a place among those of the layer.
  public mutating func apply(
    _ layers: [any Layer], to input: Variable<Scalar>, parameters: [Variable<Scalar>],
    at start: LayerPlace
  ) -> Variable<Scalar> {
    var activations = input
    var place = start
    for layer in layers {
      activations = apply(layer, to: activations, parameters: parameters, at: place)
      place = place.after(layer)
    }
    return activations
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
    let first = place.parameter
    let probedUses = uses.filter { use in
      probed.contains(first + use.weight)
        || use.bias.map { probed.contains(first + $0) } == true
    }
    guard let tape, !probedUses.isEmpty else { return output }
    let probe = output.isConstant ? tape.variable(output.value) : output
    sites += probedUses.map { use in
      ParameterSite(
        operation: use.operation, weight: first + use.weight,
        bias: use.bias.map { first + $0 }, rows: use.rows,
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
