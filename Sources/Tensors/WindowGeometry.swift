/// Where a window stands on the planes of an image: its size, its steps, and the zeros around the planes.
public struct WindowGeometry: Hashable, Sendable {
  /// The number of planes (channels).
  public let channels: Int
  /// The rows of a plane.
  public let height: Int
  /// The columns of a plane.
  public let width: Int
  /// The rows and columns of the window.
  public let kernel: Int
  /// The distance from one position to the next.
  public let stride: Int
  /// The rows and columns of zeros on each side.
  public let padding: Int

  /// A square window on planes of a size.
  public init(
    channels: Int, height: Int, width: Int, kernel: Int, stride: Int = 1, padding: Int = 0
  ) {
    self.channels = channels
    self.height = height
    self.width = width
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// The positions of the window from top to bottom; not positive where it does not fit.
  public var outputHeight: Int { (height + 2 * padding - kernel) / stride + 1 }
  /// The positions of the window from left to right; not positive where it does not fit.
  public var outputWidth: Int { (width + 2 * padding - kernel) / stride + 1 }
  /// The number of positions T.
  public var positionCount: Int { outputHeight * outputWidth }
  /// The numbers in a window over all planes.
  public var patchCount: Int { channels * kernel * kernel }
  /// The numbers of an image.
  public var imageCount: Int { channels * height * width }
  /// Whether the window fits at least once.
  public var fits: Bool {
    kernel > 0 && stride > 0 && padding >= 0 && height + 2 * padding >= kernel
      && width + 2 * padding >= kernel
  }

  /// Calls a function with the place of every number of every window in the patches and in the image;
  /// numbers in the padding are left out.
  @inline(__always)
  func forEachPair(_ body: (_ patch: Int, _ image: Int) -> Void) {
    for position in 0..<positionCount {
      let top = position / outputWidth * stride - padding
      let left = position % outputWidth * stride - padding
      for channel in 0..<channels {
        for row in 0..<kernel where (0..<height).contains(top + row) {
          let patch = position * patchCount + (channel * kernel + row) * kernel
          let image = (channel * height + top + row) * width + left
          for column in 0..<kernel where (0..<width).contains(left + column) {
            body(patch + column, image + column)
          }
        }
      }
    }
  }
}
