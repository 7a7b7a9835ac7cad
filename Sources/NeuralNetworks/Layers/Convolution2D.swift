import Autodiff
import Tensors

/// A two-dimensional convolution of images (planes, rows, columns).
///
/// It is a linear map of every window of the image: the windows are positions that share the weight.
public struct Convolution2D: Layer, Equatable {
  /// The word `conv2d`.
  public static let typeName = "conv2d"

  /// The planes of the input.
  public let inputs: Int
  /// The planes of the output.
  public let outputs: Int
  /// The rows and columns of the kernel.
  public let kernel: RowsAndColumns
  /// The distance from one position to the next.
  public let stride: RowsAndColumns
  /// The rows and columns of zeros on each side.
  public let padding: RowsAndColumns
  /// The parts into which planes are divided; each output plane sees only its part of the input.
  public let groups: Int
  /// Whether there is a bias.
  public let hasBias: Bool

  private enum CodingKeys: String, CodingKey {
    case inputs = "in"
    case outputs = "out"
    case hasBias = "bias"
    case kernel, stride, padding, groups
  }

  /// A convolution from `inputs` to `outputs` planes.
  public init(
    inputs: Int, outputs: Int, kernel: RowsAndColumns,
    stride: RowsAndColumns = RowsAndColumns(both: 1),
    padding: RowsAndColumns = RowsAndColumns(both: 0), groups: Int = 1, bias: Bool = true
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.groups = groups
    hasBias = bias
  }

  /// A convolution with a square kernel from `inputs` to `outputs` planes.
  public init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1,
    bias: Bool = true
  ) {
    self.init(
      inputs: inputs, outputs: outputs, kernel: RowsAndColumns(both: kernel),
      stride: RowsAndColumns(both: stride), padding: RowsAndColumns(both: padding),
      groups: groups, bias: bias)
  }

  /// Reads the layer of a model file; what is left out is as in PyTorch.
  public init(from decoder: any Decoder) throws {
    try UnknownWindowSetting.refuse(in: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      inputs: try values.decode(Int.self, forKey: .inputs),
      outputs: try values.decode(Int.self, forKey: .outputs),
      kernel: try values.decode(RowsAndColumns.self, forKey: .kernel),
      stride: try values.decodeIfPresent(RowsAndColumns.self, forKey: .stride)
        ?? RowsAndColumns(both: 1),
      padding: try values.decodeIfPresent(RowsAndColumns.self, forKey: .padding)
        ?? RowsAndColumns(both: 0),
      groups: try values.decodeIfPresent(Int.self, forKey: .groups) ?? 1,
      bias: try values.decodeIfPresent(Bool.self, forKey: .hasBias) ?? true)
  }

  /// W of shape (out, in/groups, kernel rows, kernel columns) and b of shape (out).
  public var parameters: [ParameterDescription] {
    let weight = ParameterDescription(
      name: "weight", shape: [outputs, inputs / max(1, groups), kernel.rows, kernel.columns],
      form: .matrix(groups: groups))
    return hasBias ? [weight, ParameterDescription(name: "bias", shape: [outputs])] : [weight]
  }

  /// The planes of the output and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    try settings.convolution(on: input).shape(of: .outputs, batch: 1).dropFirst()
  }

  /// `z[o, p] = Σ w[o, k] x[window k at position p] + b[o]`.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let (output, uses) = settings.apply(
      to: input, weight: parameters[0], bias: hasBias ? parameters[1] : nil)
    return pass.note(uses, output: output, channels: .first)
  }

  /// Numbers drawn evenly between ±1/√(in/groups · kernel rows · kernel columns), as PyTorch does.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    settings.initialParameters(parameters, using: &random)
  }

  private var settings: ConvolutionSettings {
    ConvolutionSettings(
      type: Self.typeName, inputs: inputs, outputs: outputs, kernel: kernel, stride: stride,
      padding: padding, groups: groups, hasBias: hasBias)
  }
}
