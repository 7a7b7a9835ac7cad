import Autodiff
import Tensors

/// A two-dimensional convolution of images (planes, rows, columns) with square kernels.
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
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int
  /// The rows and columns of zeros on each side.
  public let padding: Int
  /// Whether there is a bias.
  public let hasBias: Bool

  private enum CodingKeys: String, CodingKey {
    case inputs = "in"
    case outputs = "out"
    case hasBias = "bias"
    case kernel, stride, padding
  }

  /// A convolution from `inputs` to `outputs` planes.
  public init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    hasBias = bias
  }

  /// Reads the layer of a model file; what is left out is as in PyTorch.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    inputs = try values.decode(Int.self, forKey: .inputs)
    outputs = try values.decode(Int.self, forKey: .outputs)
    kernel = try values.decode(Int.self, forKey: .kernel)
    stride = try values.decodeIfPresent(Int.self, forKey: .stride) ?? 1
    padding = try values.decodeIfPresent(Int.self, forKey: .padding) ?? 0
    hasBias = try values.decodeIfPresent(Bool.self, forKey: .hasBias) ?? true
  }

  /// W of shape (out, in, kernel, kernel) and b of shape (out).
  public var parameters: [ParameterDescription] {
    let weight = ParameterDescription(name: "weight", shape: [outputs, inputs, kernel, kernel])
    return hasBias ? [weight, ParameterDescription(name: "bias", shape: [outputs])] : [weight]
  }

  /// The planes of the output and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    let geometry = try imageGeometry(
      input, channels: inputs, kernel: kernel, stride: stride, padding: padding, type: Self.typeName
    )
    guard outputs > 0 else {
      throw .invalidLayer(layer: 0, type: Self.typeName, reason: "sizes must be positive")
    }
    return [outputs, geometry.outputHeight, geometry.outputWidth]
  }

  /// `Z = unfold(x) Wᵀ + b`, with positions made into an image again.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let geometry = WindowGeometry(
      channels: inputs, height: input.shape[2], width: input.shape[3], kernel: kernel,
      stride: stride, padding: padding)
    let weight = parameters[0].reshaped([outputs, geometry.patchCount])
    let product = input.unfolded(geometry).matrixProduct(weight, transposingOther: true)
    let output = (hasBias ? product + parameters[1] : product).transposed()
      .reshaped([input.shape[0], outputs, geometry.outputHeight, geometry.outputWidth])
    let use = ParameterUse(
      operation: .affine, weight: 0, bias: hasBias ? 1 : nil, rows: 0..<outputs,
      activations: ParameterSite.Activations.windows(input.value, geometry, firstChannel: 0))
    return pass.note([use], output: output, channels: .first)
  }

  /// Numbers drawn evenly between ±1/√(in · kernel²), as PyTorch does.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    let bound = 1 / Double(inputs * kernel * kernel).squareRoot()
    return parameters.map { parameter in
      Tensor(
        shape: parameter.shape,
        scalars: (0..<parameter.shape.count).map { _ in bound * (2 * random.uniform() - 1) })
    }
  }
}

/// The windows on an input of a layer, checked to be an image on which they fit.
func imageGeometry(
  _ input: Shape, channels: Int?, kernel: Int, stride: Int, padding: Int, type: String
) throws(NetworkError) -> WindowGeometry {
  guard input.rank == 3, channels == nil || input[0] == channels else {
    let planes = channels.map { "\($0) planes" } ?? "planes"
    throw .unexpectedInput(
      layer: 0, type: type, expected: "an image of \(planes), rows, columns", found: input)
  }
  let geometry = WindowGeometry(
    channels: input[0], height: input[1], width: input[2], kernel: kernel, stride: stride,
    padding: padding)
  guard geometry.fits else {
    throw .invalidLayer(
      layer: 0, type: type, reason: "a window of \(kernel) does not fit an image of \(input)")
  }
  return geometry
}
