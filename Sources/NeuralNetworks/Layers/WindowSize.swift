import Tensors

/// A size of windows, or of their steps and margins: one number on sequences (channels, length), rows and
/// columns on images (planes, rows, columns).
///
/// A sequence is an image of one row, so that layers of windows need to be written only once.
public protocol WindowSize: Codable, Equatable, Sendable, CustomStringConvertible {
  /// The number of axes that windows move along.
  static var axisCount: Int { get }
  /// The same number along every axis.
  init(both number: Int)
  /// The size on a plane, where a sequence has a number of its own across its single row.
  func onPlane(rows: Int) -> RowsAndColumns
  /// What a layer takes, in words; any number of planes without one.
  static func inputDescription(_ channels: Int?) -> String
}

extension WindowSize {
  /// Inputs (…, planes, length) as planes (…, planes, 1, length); images are planes already.
  static func planes(_ shape: Shape) -> Shape {
    axisCount == 1 ? shape.dropLast() + [1, shape[-1]] : shape
  }

  /// The shape that planes have as inputs: the inverse of `planes`.
  static func inputs(_ planes: Shape) -> Shape {
    axisCount == 1 ? planes.dropLast(2) + [planes[-1]] : planes
  }

  /// The number along each axis.
  var lengths: Shape {
    let size = onPlane(rows: 1)
    return Self.axisCount == 1 ? [size.columns] : [size.rows, size.columns]
  }
}

extension Int: WindowSize {
  /// One.
  public static var axisCount: Int { 1 }

  /// The number.
  public init(both number: Int) { self = number }

  /// The number along the columns.
  public func onPlane(rows: Int) -> RowsAndColumns { RowsAndColumns(rows: rows, columns: self) }

  /// A sequence.
  public static func inputDescription(_ channels: Int?) -> String {
    "a sequence of \(channels.map { "\($0) " } ?? "")channels, length"
  }
}

extension RowsAndColumns: WindowSize {
  /// Two.
  public static var axisCount: Int { 2 }

  /// The size itself.
  public func onPlane(rows: Int) -> RowsAndColumns { self }

  /// An image.
  public static func inputDescription(_ channels: Int?) -> String {
    "an image of \(channels.map { "\($0) " } ?? "")planes, rows, columns"
  }
}

extension WindowGeometry {
  /// The windows on an input of a layer, checked to be planes, or a sequence for sizes of one number, on
  /// which they fit; any number of planes unless one is given.
  init<Size: WindowSize>(
    on input: Shape, channels: Int? = nil, kernel: Size, stride: Size, padding: Size, type: String
  ) throws(NetworkError) {
    guard input.rank == 1 + Size.axisCount, channels == nil || input[0] == channels else {
      throw .unexpectedInput(
        layer: 0, type: type, expected: Size.inputDescription(channels), found: input)
    }
    self.init(on: Size.planes(input), kernel: kernel, stride: stride, padding: padding)
    guard fits else {
      throw .invalidLayer(
        layer: 0, type: type, reason: "a window of \(kernel) does not fit \(input)")
    }
  }

  /// The windows on planes of a shape (…, planes, rows, columns).
  init<Size: WindowSize>(on planes: Shape, kernel: Size, stride: Size, padding: Size) {
    self.init(
      channels: planes[-3], height: planes[-2], width: planes[-1],
      kernel: kernel.onPlane(rows: 1), stride: stride.onPlane(rows: 1),
      padding: padding.onPlane(rows: 0))
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
