import Autodiff
import Tensors

/// A convolution of sequences (channels, length).
public typealias Convolution1D = ConvolutionLayer<Int>

/// A convolution of images (planes, rows, columns).
public typealias Convolution2D = ConvolutionLayer<RowsAndColumns>

/// A convolution of sequences or images.
///
/// It is a linear map of every window: the windows are positions that share the weight.
public struct ConvolutionLayer<Size: WindowSize>: Layer, Equatable {
  /// The word `conv1d` or `conv2d`.
  public static var typeName: String { "conv\(Size.axisCount)d" }

  /// The planes of the input.
  public let inputs: Int
  /// The planes of the output.
  public let outputs: Int
  /// The size of the kernel.
  public let kernel: Size
  /// The distance from one position to the next.
  public let stride: Size
  /// The zeros on each side.
  public let padding: Size
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
    inputs: Int, outputs: Int, kernel: Size, stride: Size = Size(both: 1),
    padding: Size = Size(both: 0), groups: Int = 1, bias: Bool = true
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
      kernel: try values.decode(Size.self, forKey: .kernel),
      stride: try values.decodeIfPresent(Size.self, forKey: .stride) ?? Size(both: 1),
      padding: try values.decodeIfPresent(Size.self, forKey: .padding) ?? Size(both: 0),
      groups: try values.decodeIfPresent(Int.self, forKey: .groups) ?? 1,
      bias: try values.decodeIfPresent(Bool.self, forKey: .hasBias) ?? true)
  }

  /// W of shape (out, in/groups, kernel…) and b of shape (out).
  public var parameters: [ParameterDescription] {
    let weight = ParameterDescription(
      name: "weight", shape: [outputs, inputs / max(1, groups)] + kernel.lengths,
      form: .matrix(groups: groups))
    return hasBias ? [weight, ParameterDescription(name: "bias", shape: [outputs])] : [weight]
  }

  /// The planes of the output and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard inputs > 0, outputs > 0, groups > 0 else {
      throw .invalidLayer(layer: 0, type: Self.typeName, reason: "sizes must be positive")
    }
    guard inputs % groups == 0, outputs % groups == 0 else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName,
        reason: "\(groups) groups do not divide \(inputs) input and \(outputs) output planes")
    }
    let geometry = try WindowGeometry(
      on: input, channels: inputs, kernel: kernel, stride: stride, padding: padding,
      type: Self.typeName)
    guard
      !outputs.multipliedReportingOverflow(by: geometry.patchCount).overflow,
      !outputs.multipliedReportingOverflow(by: geometry.positionCount).overflow
    else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName, reason: "\(outputs) planes are too many")
    }
    return Size.inputs([outputs, geometry.outputHeight, geometry.outputWidth])
  }

  /// `z[o, p] = Σ w[o, k] x[window k at position p] + b[o]`, with one use of the parameters for each group
  /// of planes.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let images = input.reshaped(Size.planes(input.shape))
    let size = kernel.onPlane(rows: 1)
    let weight = parameters[0].reshaped([outputs, inputs / groups, size.rows, size.columns])
    let convolution = Convolution(
      WindowGeometry(on: images.shape, kernel: kernel, stride: stride, padding: padding),
      outputs: outputs, groups: groups)
    let product = convolution.outputs(images: images, weights: weight)
    let output = hasBias ? product + parameters[1].reshaped([outputs, 1, 1]) : product
    let uses = (0..<groups).map { group in
      ParameterUse<Scalar>(
        operation: .affine, weight: 0, bias: hasBias ? 1 : nil,
        rows: group * convolution.groupOutputs..<(group + 1) * convolution.groupOutputs,
        activations: .windows(
          images.value, convolution.groupGeometry, firstChannel: group * (inputs / groups)))
    }
    return pass.note(
      uses, output: output.reshaped(Size.inputs(output.shape)), channels: .first)
  }

  /// Numbers drawn evenly between ±1/√(in/groups · kernel numbers), as PyTorch does.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    let bound = 1 / Double(inputs / groups * kernel.lengths.count).squareRoot()
    return parameters.map { parameter in
      Tensor(
        shape: parameter.shape,
        scalars: (0..<parameter.shape.count).map { _ in bound * (2 * random.uniform() - 1) })
    }
  }
}

extension ConvolutionLayer where Size == RowsAndColumns {
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
}
