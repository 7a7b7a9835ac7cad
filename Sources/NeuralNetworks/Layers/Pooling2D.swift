import Autodiff
import Tensors

/// A layer that makes one number of every window of every plane.
public protocol Pooling2D: Layer {
  /// The rows and columns of the window.
  var kernel: Int { get }
  /// The distance from one position to the next.
  var stride: Int { get }

  /// Windows of a size, side by side unless a stride is given.
  init(kernel: Int, stride: Int?)

  /// One number for each row of windows, of shape (planes, T, 1).
  func pool<Scalar: TensorScalar>(_ windows: Variable<Scalar>) -> Variable<Scalar>
}

extension Pooling2D {
  /// Reads the layer of a model file.
  public init(from decoder: any Decoder) throws {
    let settings = try PoolingSettings(from: decoder)
    self.init(kernel: settings.kernel, stride: settings.stride)
  }

  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The planes of the input and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    let geometry = try imageGeometry(
      input, channels: nil, kernel: kernel, stride: stride, padding: 0, type: Self.typeName)
    return [input[0], geometry.outputHeight, geometry.outputWidth]
  }

  /// Each plane on its own.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let geometry = WindowGeometry(
      channels: 1, height: input.shape[2], width: input.shape[3], kernel: kernel, stride: stride)
    let planes = input.reshaped(
      [input.shape[0] * input.shape[1], 1, input.shape[2], input.shape[3]])
    return pool(planes.unfolded(geometry)).reshaped(
      [input.shape[0], input.shape[1], geometry.outputHeight, geometry.outputWidth])
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}

/// The settings of a pooling layer in a model file; the stride is the kernel unless said otherwise.
private struct PoolingSettings: Decodable {
  let kernel: Int
  let stride: Int?
}

/// The mean of every window.
public struct AveragePooling2D: Pooling2D, Equatable {
  /// The word `avgpool2d`.
  public static let typeName = "avgpool2d"

  /// The rows and columns of the window.
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int

  /// Windows of a size, side by side unless a stride is given.
  public init(kernel: Int, stride: Int? = nil) {
    self.kernel = kernel
    self.stride = stride ?? kernel
  }

  /// `Σ x / kernel²`.
  public func pool<Scalar: TensorScalar>(_ windows: Variable<Scalar>) -> Variable<Scalar> {
    Scalar(1 / Double(kernel * kernel)) * windows.summedOverLastAxis()
  }
}

/// The largest number of every window.
public struct MaximumPooling2D: Pooling2D, Equatable {
  /// The word `maxpool2d`.
  public static let typeName = "maxpool2d"

  /// The rows and columns of the window.
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int

  /// Windows of a size, side by side unless a stride is given.
  public init(kernel: Int, stride: Int? = nil) {
    self.kernel = kernel
    self.stride = stride ?? kernel
  }

  /// `max x`.
  public func pool<Scalar: TensorScalar>(_ windows: Variable<Scalar>) -> Variable<Scalar> {
    windows.maximaOverLastAxis()
  }
}
