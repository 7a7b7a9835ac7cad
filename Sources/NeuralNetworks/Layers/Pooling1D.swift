import Autodiff
import Tensors

/// A layer that makes one number of every window of every channel of a sequence.
public protocol Pooling1D: Pooling {
  /// The length of the window.
  var kernel: Int { get }
  /// The distance from one position to the next.
  var stride: Int { get }
  /// The places outside of the sequence on each side.
  var padding: Int { get }

  /// Windows of a length, side by side unless a stride is given.
  init(kernel: Int, stride: Int?, padding: Int)
}

extension Pooling1D {
  /// Reads the layer of a model file.
  public init(from decoder: any Decoder) throws {
    let settings = try PoolingSettings<Int>(knownIn: decoder)
    self.init(
      kernel: settings.kernel, stride: settings.stride, padding: settings.padding ?? 0)
  }

  /// One row of the kernel's length.
  public var window: RowsAndColumns { RowsAndColumns(rows: 1, columns: kernel) }
  /// The stride along the row.
  public var steps: RowsAndColumns { RowsAndColumns(rows: 1, columns: stride) }
  /// The padding along the row.
  public var margins: RowsAndColumns { RowsAndColumns(rows: 0, columns: padding) }
  /// Sequences.
  public static var takesSequences: Bool { true }
}

/// The mean of every window of a sequence; padding counts as zeros.
public struct AveragePooling1D: Pooling1D, Equatable {
  /// The word `avgpool1d`.
  public static let typeName = "avgpool1d"

  /// The length of the window.
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int
  /// The zeros on each side.
  public let padding: Int

  /// Windows of a length, side by side unless a stride is given.
  public init(kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
  }

  /// `Σ x / kernel`.
  public static func pool<Scalar: TensorScalar>(
    _ planes: Variable<Scalar>, _ geometry: WindowGeometry
  ) -> Variable<Scalar> {
    planes.windowMeans(geometry)
  }
}

/// The largest number of every window of a sequence; padding does not count.
public struct MaximumPooling1D: Pooling1D, Equatable {
  /// The word `maxpool1d`.
  public static let typeName = "maxpool1d"

  /// The length of the window.
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int
  /// The places outside of the sequence on each side.
  public let padding: Int

  /// Windows of a length, side by side unless a stride is given.
  public init(kernel: Int, stride: Int? = nil, padding: Int = 0) {
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
