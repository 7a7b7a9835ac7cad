/// The texts of an axis' ticks, all in one format, and what they have in common.
struct TickLabels: Hashable {
  /// One text for each tick.
  let texts: [String]
  /// A factor or offset to be read together with every label, such as `×10³`; empty if none.
  let note: String

  /// The longest text that an axis shows.
  static let widthLimit = 8

  /// The labels of the ticks: fixed decimals from the step, a factor of thousands pulled out where
  /// numbers are long, and an offset where they still are too long to differ in eight cells.
  init(_ ticks: DecimalTicks, ascii: Bool) {
    let plain = Self.scaled(ticks, ascii: ascii)
    guard plain.texts.contains(where: { $0.count > Self.widthLimit }) else {
      self = plain
      return
    }
    let (low, high) = (ticks.multiples.min() ?? 0, ticks.multiples.max() ?? 0)
    var unit = 1
    while unit <= high - low { unit *= 10 }
    let offset = (low - (low % unit + unit) % unit)
    let rest = DecimalTicks(
      multiples: ticks.multiples.map { $0 - offset }, exponent: ticks.exponent)
    let differences = Self.scaled(rest, ascii: ascii)
    let base = DecimalDigits(integer: offset, scale: ticks.exponent)
    let text =
      (-4..<16).contains(base.exponent)
      ? base.positional(decimals: base.decimals) : base.scientific
    texts = differences.texts
    note = [differences.note, offset < 0 ? text : "+" + text].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private init(texts: [String], note: String) {
    self.texts = texts
    self.note = note
  }

  private static func scaled(_ ticks: DecimalTicks, ascii: Bool) -> TickLabels {
    let largest = DecimalDigits(
      integer: ticks.multiples.map { abs($0) }.max() ?? 0, scale: ticks.exponent
    ).exponent
    let factor = (-3..<5).contains(largest) ? 0 : 3 * Int((Double(largest) / 3).rounded(.down))
    let decimals = max(0, factor - ticks.exponent)
    return TickLabels(
      texts: ticks.multiples.map {
        DecimalDigits(integer: $0, scale: ticks.exponent - factor).positional(decimals: decimals)
      },
      note: factor == 0 ? "" : NumberFormat.factor(ofTen: factor, ascii: ascii))
  }
}
