/// Where a window stands on the planes of an image: its size, its steps, and the zeros around the planes.
public struct WindowGeometry: Hashable, Sendable {
  /// The number of planes (channels).
  public let channels: Int
  /// The rows of a plane.
  public let height: Int
  /// The columns of a plane.
  public let width: Int
  /// The rows and columns of the window.
  public let kernel: RowsAndColumns
  /// The distance from one position to the next.
  public let stride: RowsAndColumns
  /// The rows and columns of zeros on each side.
  public let padding: RowsAndColumns

  /// A window on planes of a size.
  public init(
    channels: Int, height: Int, width: Int, kernel: RowsAndColumns,
    stride: RowsAndColumns = RowsAndColumns(both: 1),
    padding: RowsAndColumns = RowsAndColumns(both: 0)
  ) {
    self.channels = channels
    self.height = height
    self.width = width
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// A square window on planes of a size.
  public init(
    channels: Int, height: Int, width: Int, kernel: Int, stride: Int = 1, padding: Int = 0
  ) {
    self.init(
      channels: channels, height: height, width: width, kernel: RowsAndColumns(both: kernel),
      stride: RowsAndColumns(both: stride), padding: RowsAndColumns(both: padding))
  }

  /// The same window on another number of planes.
  public func with(channels: Int) -> WindowGeometry {
    WindowGeometry(
      channels: channels, height: height, width: width, kernel: kernel, stride: stride,
      padding: padding)
  }

  /// The positions of the window from top to bottom; not positive where it does not fit.
  public var outputHeight: Int { (height + 2 * padding.rows - kernel.rows) / stride.rows + 1 }
  /// The positions of the window from left to right; not positive where it does not fit.
  public var outputWidth: Int {
    (width + 2 * padding.columns - kernel.columns) / stride.columns + 1
  }
  /// The number of positions T.
  public var positionCount: Int { outputHeight * outputWidth }
  /// The numbers in a window over one plane.
  public var windowCount: Int { kernel.rows * kernel.columns }
  /// The numbers in a window over all planes.
  public var patchCount: Int { channels * windowCount }
  /// The numbers of a plane.
  public var planeCount: Int { height * width }
  /// The numbers of an image.
  public var imageCount: Int { channels * planeCount }

  /// Whether the window fits at least once.
  public var fits: Bool {
    WindowGeometry.fits(kernel.rows, stride.rows, padding.rows, length: height)
      && WindowGeometry.fits(kernel.columns, stride.columns, padding.columns, length: width)
  }

  /// Padding is compared with the kernel first, so that no number a file may hold overflows.
  private static func fits(_ kernel: Int, _ stride: Int, _ padding: Int, length: Int) -> Bool {
    kernel > 0 && stride > 0 && padding >= 0 && length > 0
      && padding <= 1 << 20 && kernel <= length + 2 * padding
  }

  /// The rows of windows at which row `offset` of the window meets the plane rather than padding.
  func outputRows(meeting offset: Int) -> Range<Int> {
    WindowGeometry.positions(
      from: offset - padding.rows, step: stride.rows, length: height, count: outputHeight)
  }

  /// The columns of windows at which column `offset` of the window meets the plane.
  func outputColumns(meeting offset: Int) -> Range<Int> {
    WindowGeometry.positions(
      from: offset - padding.columns, step: stride.columns, length: width, count: outputWidth)
  }

  /// The indices i below `count` for which `0 <= start + i step < length`.
  private static func positions(from start: Int, step: Int, length: Int, count: Int) -> Range<Int> {
    let first = start >= 0 ? 0 : (step - 1 - start) / step
    let end = start >= length ? 0 : min(count, (length - 1 - start) / step + 1)
    return first < end ? first..<end : 0..<0
  }
}
