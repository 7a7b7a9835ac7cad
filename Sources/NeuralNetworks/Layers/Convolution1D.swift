import Autodiff
import Tensors

/// A convolution of sequences (channels, length), which are images of one row.
public struct Convolution1D: Layer, Equatable {
  /// The word `conv1d`.
  public static let typeName = "conv1d"

  /// The channels of the input.
  public let inputs: Int
  /// The channels of the output.
  public let outputs: Int
  /// The length of the kernel.
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int
  /// The zeros on each side.
  public let padding: Int
  /// The parts into which channels are divided; each output channel sees only its part of the input.
  public let groups: Int
  /// Whether there is a bias.
  public let hasBias: Bool

  private enum CodingKeys: String, CodingKey {
    case inputs = "in"
    case outputs = "out"
    case hasBias = "bias"
    case kernel, stride, padding, groups
  }

  /// A convolution from `inputs` to `outputs` channels.
  public init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1,
    bias: Bool = true
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.groups = groups
    hasBias = bias
  }

  /// Reads the layer of a model file; what is left out is as in PyTorch.
  public init(from decoder: any Decoder) throws {
    try UnknownWindowSetting.refuse(in: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inputs: try values.decode(Int.self, forKey: .inputs),
      outputs: try values.decode(Int.self, forKey: .outputs),
      kernel: try values.decode(Int.self, forKey: .kernel),
      stride: try values.decodeIfPresent(Int.self, forKey: .stride) ?? 1,
      padding: try values.decodeIfPresent(Int.self, forKey: .padding) ?? 0,
      groups: try values.decodeIfPresent(Int.self, forKey: .groups) ?? 1,
      bias: try values.decodeIfPresent(Bool.self, forKey: .hasBias) ?? true)
  }

  /// W of shape (out, in/groups, kernel) and b of shape (out).
  public var parameters: [ParameterDescription] {
    let weight = ParameterDescription(
      name: "weight", shape: [outputs, inputs / max(1, groups), kernel],
      form: .matrix(groups: groups))
    return hasBias ? [weight, ParameterDescription(name: "bias", shape: [outputs])] : [weight]
  }

  /// The channels of the output and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard input.rank == 2, input[0] == inputs else {
      throw .unexpectedInput(
        layer: 0, type: Self.typeName, expected: "a sequence of \(inputs) channels, length",
        found: input)
    }
    let convolution = try settings.convolution(on: [input[0], 1, input[1]])
    return [outputs, convolution.geometry.outputWidth]
  }

  /// `z[o, p] = Σ w[o, k] x[window k at position p] + b[o]`.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let images = input.reshaped([input.shape[0], inputs, 1, input.shape[2]])
    let weight = parameters[0].reshaped([outputs, inputs / groups, 1, kernel])
    let (output, uses) = settings.apply(
      to: images, weight: weight, bias: hasBias ? parameters[1] : nil)
    let sequences = output.reshaped([input.shape[0], outputs, output.shape[3]])
    return pass.note(uses, output: sequences, channels: .first)
  }

  /// Numbers drawn evenly between ±1/√(in/groups · kernel), as PyTorch does.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    settings.initialParameters(parameters, using: &random)
  }

  private var settings: ConvolutionSettings {
    ConvolutionSettings(
      type: Self.typeName, inputs: inputs, outputs: outputs,
      kernel: RowsAndColumns(rows: 1, columns: kernel),
      stride: RowsAndColumns(rows: 1, columns: stride),
      padding: RowsAndColumns(rows: 0, columns: padding), groups: groups, hasBias: hasBias)
  }
}
