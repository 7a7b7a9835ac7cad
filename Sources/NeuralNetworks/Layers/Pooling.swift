import Autodiff
import Tensors

/// A layer that makes one number of every window of every plane.
public protocol Pooling: Layer {
  /// The rows and columns of the window.
  var window: RowsAndColumns { get }
  /// The distance from one position to the next.
  var steps: RowsAndColumns { get }
  /// The rows and columns outside of the plane on each side.
  var margins: RowsAndColumns { get }
  /// Whether inputs are sequences (channels, length), which are planes of one row, rather than images.
  static var takesSequences: Bool { get }

  /// One number for each window of the planes in the last two axes.
  static func pool<Scalar: TensorScalar>(
    _ planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar>
}

extension Pooling {
  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The planes of the input and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard input.rank == (Self.takesSequences ? 2 : 3) else {
      let expected = Self.takesSequences ? "a sequence of channels, length" : "an image of planes"
      throw .unexpectedInput(layer: 0, type: Self.typeName, expected: expected, found: input)
    }
    let image = Self.takesSequences ? [input[0], 1, input[1]] : input
    let geometry = try WindowGeometry(
      on: image, channels: nil, kernel: window, stride: steps, padding: margins,
      type: Self.typeName)
    // Otherwise a window could lie in the padding alone, where there is no largest number.
    guard 2 * margins.rows <= window.rows, 2 * margins.columns <= window.columns else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName,
        reason: "padding \(margins) is more than half of the window \(window)")
    }
    let positions = Self.takesSequences ? [] : [geometry.outputHeight]
    return Shape([input[0]] + positions + [geometry.outputWidth])
  }

  /// Each plane on its own.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let planes = input.reshaped(
      [input.shape[0], input.shape[1], Self.takesSequences ? 1 : input.shape[2], input.shape[-1]])
    let geometry = WindowGeometry(
      channels: 1, height: planes.shape[2], width: planes.shape[3], kernel: window,
      stride: steps, padding: margins)
    let pooled = Self.pool(planes, geometry)
    return pooled.reshaped(
      pooled.shape.dropLast(2)
        + (Self.takesSequences ? [pooled.shape[3]] : [pooled.shape[2], pooled.shape[3]]))
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}

/// The settings of a pooling layer in a model file; the stride is the kernel unless said otherwise.
struct PoolingSettings<Number: Decodable>: Decodable {
  let kernel: Number
  let stride: Number?
  let padding: Number?

  /// Reads the settings, and refuses a file with others that are not known here.
  init(knownIn decoder: any Decoder) throws {
    try UnknownWindowSetting.refuse(in: decoder)
    self = try PoolingSettings(from: decoder)
  }
}
