/// A row of colours that stands for numbers.
public enum ColorRamp: Hashable, Sendable, CaseIterable {
  /// From low to high, ever lighter.
  case sequential
  /// From negative over white at 0 to positive.
  case diverging

  /// The entries of the palette of 256, from the lowest number to the highest.
  ///
  /// The sequential ones are like viridis, but with a lightness that rises strictly, which the
  /// nearest entries to viridis itself do not.
  var entries: [UInt8] {
    switch self {
    case .sequential: [17, 54, 25, 27, 30, 36, 41, 148, 220]
    case .diverging: [88, 130, 172, 215, 223, 231, 189, 146, 103, 54, 17]
    }
  }

  /// The number of colours.
  package var count: Int { entries.count }

  /// The number of equal parts of a range in which a fraction of it falls, out of `count`.
  static func level(of fraction: Double, count: Int) -> Int {
    min(Int(min(max(fraction, 0), 1) * Double(count)), count - 1)
  }

  /// What stands for low to high where there are no colours.
  static func shades(ascii: Bool) -> [Character] { [" "] + DensityLayer.shades(ascii: ascii) }
}
