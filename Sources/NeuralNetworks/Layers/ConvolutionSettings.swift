import Autodiff
import Tensors

/// What convolutions of images and of sequences have in common: their sizes, and how they act.
///
/// A sequence is an image of one row.
struct ConvolutionSettings {
  let type: String
  let inputs: Int
  let outputs: Int
  let kernel: RowsAndColumns
  let stride: RowsAndColumns
  let padding: RowsAndColumns
  let groups: Int
  let hasBias: Bool

  /// The convolution on an image, checked to be one on which it fits.
  func convolution(on input: Shape) throws(NetworkError) -> Convolution {
    guard inputs > 0, outputs > 0, groups > 0 else {
      throw .invalidLayer(layer: 0, type: type, reason: "sizes must be positive")
    }
    guard inputs % groups == 0, outputs % groups == 0 else {
      throw .invalidLayer(
        layer: 0, type: type,
        reason: "\(groups) groups do not divide \(inputs) input and \(outputs) output planes")
    }
    let geometry = try WindowGeometry(
      on: input, channels: inputs, kernel: kernel, stride: stride, padding: padding, type: type)
    guard
      !outputs.multipliedReportingOverflow(by: geometry.patchCount).overflow,
      !outputs.multipliedReportingOverflow(by: geometry.positionCount).overflow
    else { throw .invalidLayer(layer: 0, type: type, reason: "\(outputs) planes are too many") }
    return Convolution(geometry, outputs: outputs, groups: groups)
  }

  /// `conv(x, w) + b`, and one use of the parameters for each group of planes.
  func apply<Scalar: TensorScalar>(
    to images: Variable<Scalar>, weight: Variable<Scalar>, bias: Variable<Scalar>?
  ) -> (output: Variable<Scalar>, uses: [ParameterUse<Scalar>]) {
    let geometry = WindowGeometry(
      channels: inputs, height: images.shape[-2], width: images.shape[-1], kernel: kernel,
      stride: stride, padding: padding)
    let convolution = Convolution(geometry, outputs: outputs, groups: groups)
    let product = convolution.outputs(images: images, weights: weight)
    let uses = (0..<groups).map { group in
      ParameterUse<Scalar>(
        operation: .affine, weight: 0, bias: hasBias ? 1 : nil,
        rows: group * convolution.groupOutputs..<(group + 1) * convolution.groupOutputs,
        activations: .windows(
          images.value, convolution.groupGeometry, firstChannel: group * (inputs / groups)))
    }
    return (bias.map { product + $0.reshaped([outputs, 1, 1]) } ?? product, uses)
  }

  /// Numbers drawn evenly between ±1/√(in/groups · kernel numbers), as PyTorch does.
  func initialParameters(
    _ parameters: [ParameterDescription], using random: inout RandomStream
  ) -> [Tensor<Double>] {
    let bound = 1 / Double(inputs / groups * kernel.rows * kernel.columns).squareRoot()
    return parameters.map { parameter in
      Tensor(
        shape: parameter.shape,
        scalars: (0..<parameter.shape.count).map { _ in bound * (2 * random.uniform() - 1) })
    }
  }
}

extension WindowGeometry {
  /// The windows on an input of a layer, checked to be an image on which they fit.
  init(
    on input: Shape, channels: Int?, kernel: RowsAndColumns, stride: RowsAndColumns,
    padding: RowsAndColumns, type: String
  ) throws(NetworkError) {
    guard input.rank == 3, channels == nil || input[0] == channels else {
      let planes = channels.map { "\($0) planes" } ?? "planes"
      throw .unexpectedInput(
        layer: 0, type: type, expected: "an image of \(planes), rows, columns", found: input)
    }
    self.init(
      channels: input[0], height: input[1], width: input[2], kernel: kernel, stride: stride,
      padding: padding)
    guard fits else {
      throw .invalidLayer(
        layer: 0, type: type, reason: "a window of \(kernel) does not fit an image of \(input)")
    }
  }
}

/// Settings of PyTorch's convolutions and pooling that change what they compute and are not known here.
enum UnknownWindowSetting: String, CodingKey {
  case dilation

  /// Refuses a file that sets one to another value than its neutral one.
  static func refuse(in decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: UnknownWindowSetting.self)
    guard let dilation = try values.decodeIfPresent(RowsAndColumns.self, forKey: .dilation),
      dilation != RowsAndColumns(both: 1)
    else { return }
    throw DecodingError.dataCorruptedError(
      forKey: .dilation, in: values,
      debugDescription: "windows with gaps (dilation \(dilation)) are not supported, only 1")
  }
}
