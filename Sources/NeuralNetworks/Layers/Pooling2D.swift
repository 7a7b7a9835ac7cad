import Autodiff
import Tensors

/// A layer that makes one number of every window of every plane of an image.
public protocol Pooling2D: Pooling {
  /// The rows and columns of the window.
  var kernel: RowsAndColumns { get }
  /// The distance from one position to the next.
  var stride: RowsAndColumns { get }
  /// The rows and columns outside of the plane on each side.
  var padding: RowsAndColumns { get }

  /// Windows of a size, side by side unless a stride is given.
  init(kernel: RowsAndColumns, stride: RowsAndColumns?, padding: RowsAndColumns)
}

extension Pooling2D {
  /// Square windows of a size, side by side unless a stride is given.
  public init(kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.init(
      kernel: RowsAndColumns(both: kernel), stride: stride.map(RowsAndColumns.init(both:)),
      padding: RowsAndColumns(both: padding))
  }

  /// Reads the layer of a model file.
  public init(from decoder: any Decoder) throws {
    let settings = try PoolingSettings<RowsAndColumns>(knownIn: decoder)
    self.init(
      kernel: settings.kernel, stride: settings.stride,
      padding: settings.padding ?? RowsAndColumns(both: 0))
  }

  /// The kernel.
  public var window: RowsAndColumns { kernel }
  /// The stride.
  public var steps: RowsAndColumns { stride }
  /// The padding.
  public var margins: RowsAndColumns { padding }
  /// Images.
  public static var takesSequences: Bool { false }
}

/// The mean of every window of an image; padding counts as zeros.
public struct AveragePooling2D: Pooling2D, Equatable {
  /// The word `avgpool2d`.
  public static let typeName = "avgpool2d"

  /// The rows and columns of the window.
  public let kernel: RowsAndColumns
  /// The distance from one position to the next.
  public let stride: RowsAndColumns
  /// The rows and columns of zeros on each side.
  public let padding: RowsAndColumns

  /// Windows of a size, side by side unless a stride is given.
  public init(
    kernel: RowsAndColumns, stride: RowsAndColumns?,
    padding: RowsAndColumns = RowsAndColumns(both: 0)
  ) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
  }

  /// `Σ x / kernel numbers`.
  public static func pool<Scalar: TensorScalar>(
    _ planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar> {
    planes.windowMeans(geometry)
  }
}

/// The largest number of every window of an image; padding does not count.
public struct MaximumPooling2D: Pooling2D, Equatable {
  /// The word `maxpool2d`.
  public static let typeName = "maxpool2d"

  /// The rows and columns of the window.
  public let kernel: RowsAndColumns
  /// The distance from one position to the next.
  public let stride: RowsAndColumns
  /// The rows and columns outside of the plane on each side.
  public let padding: RowsAndColumns

  /// Windows of a size, side by side unless a stride is given.
  public init(
    kernel: RowsAndColumns, stride: RowsAndColumns?,
    padding: RowsAndColumns = RowsAndColumns(both: 0)
  ) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
  }

  /// `max x`.
  public static func pool<Scalar: TensorScalar>(
    _ planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar> {
    planes.windowMaxima(geometry)
  }
}
