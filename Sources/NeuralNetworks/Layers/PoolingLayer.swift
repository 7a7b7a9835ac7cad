import Autodiff
import Tensors

/// The mean of every window of a sequence; padding counts as zeros.
public typealias AveragePooling1D = PoolingLayer<Int, WindowMean>

/// The mean of every window of an image; padding counts as zeros.
public typealias AveragePooling2D = PoolingLayer<RowsAndColumns, WindowMean>

/// The largest number of every window of a sequence; padding does not count.
public typealias MaximumPooling1D = PoolingLayer<Int, WindowMaximum>

/// The largest number of every window of an image; padding does not count.
public typealias MaximumPooling2D = PoolingLayer<RowsAndColumns, WindowMaximum>

/// One number of every window of every plane of an image, or of every channel of a sequence.
public struct PoolingLayer<Size: WindowSize, Reduction: WindowReduction>: Layer, Equatable {
  /// The word, such as `avgpool2d`.
  public static var typeName: String { "\(Reduction.word)\(Size.axisCount)d" }

  /// The size of the window.
  public let kernel: Size
  /// The distance from one position to the next.
  public let stride: Size
  /// The places outside of the plane on each side.
  public let padding: Size

  private enum CodingKeys: CodingKey {
    case kernel, stride, padding
  }

  /// Windows of a size, side by side unless a stride is given.
  public init(kernel: Size, stride: Size? = nil, padding: Size = Size(both: 0)) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
  }

  /// Reads the layer of a model file; the stride is the kernel unless said otherwise.
  public init(from decoder: any Decoder) throws {
    try UnknownWindowSetting.refuse(in: decoder)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kernel: try values.decode(Size.self, forKey: .kernel),
      stride: try values.decodeIfPresent(Size.self, forKey: .stride),
      padding: try values.decodeIfPresent(Size.self, forKey: .padding) ?? Size(both: 0))
  }

  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The planes of the input and the positions of the window.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    let geometry = try WindowGeometry(
      on: input, kernel: kernel, stride: stride, padding: padding, type: Self.typeName)
    let (window, margins) = (kernel.onPlane(rows: 1), padding.onPlane(rows: 0))
    // Otherwise a window could lie in the padding alone, where there is no largest number.
    guard 2 * margins.rows <= window.rows, 2 * margins.columns <= window.columns else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName,
        reason: "padding \(padding) is more than half of the window \(kernel)")
    }
    return Size.inputs([input[0], geometry.outputHeight, geometry.outputWidth])
  }

  /// Each plane on its own.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let planes = input.reshaped(Size.planes(input.shape))
    let geometry = WindowGeometry(
      on: [1] + planes.shape.dropFirst(2), kernel: kernel, stride: stride, padding: padding)
    let pooled = Reduction.numbers(of: planes, geometry)
    return pooled.reshaped(Size.inputs(pooled.shape))
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}

extension PoolingLayer where Size == RowsAndColumns {
  /// Square windows of a size, side by side unless a stride is given.
  public init(kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.init(
      kernel: RowsAndColumns(both: kernel), stride: stride.map(RowsAndColumns.init(both:)),
      padding: RowsAndColumns(both: padding))
  }
}

/// What is made of the numbers in a window.
public protocol WindowReduction: Sendable {
  /// The word that layers begin with.
  static var word: String { get }

  /// One number for each window of the planes in the last two axes.
  static func numbers<Scalar: TensorScalar>(
    of planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar>
}

/// `Σ x / kernel numbers`.
public enum WindowMean: WindowReduction {
  /// The word `avgpool`.
  public static var word: String { "avgpool" }

  /// The means.
  public static func numbers<Scalar: TensorScalar>(
    of planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar> {
    planes.windowMeans(geometry)
  }
}

/// `max x`.
public enum WindowMaximum: WindowReduction {
  /// The word `maxpool`.
  public static var word: String { "maxpool" }

  /// The largest numbers.
  public static func numbers<Scalar: TensorScalar>(
    of planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar> {
    planes.windowMaxima(geometry)
  }
}
