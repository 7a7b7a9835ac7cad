/// What a number counts, written right after it: `20%`, `30s`, `200epochs`.
public enum NumberUnit: String, CaseIterable, Hashable, Sendable {
  /// A hundredth.
  case percent = "%"
  /// A thousand.
  case thousand = "k"
  /// A million.
  case million = "M"
  /// A second.
  case seconds = "s"
  /// A thousandth of a second.
  case milliseconds = "ms"
  /// Sixty seconds.
  case minutes = "min"
  /// A pass over the data.
  case epochs
  /// A row of a data set.
  case rows
  /// 1024 * 1024 bytes.
  case mebibytes = "MiB"
  /// A standard deviation.
  case standardDeviations = "sd"
  /// The unit of the natural logarithm.
  case nats
  /// The unit of the logarithm to base 2.
  case bits
}
