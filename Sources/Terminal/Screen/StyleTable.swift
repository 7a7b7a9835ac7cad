import CTerm
import TextPlots

/// The numbers under which the C side knows the styles in use.
struct StyleTable {
  private let palette: ScreenPalette
  private var numbers: [Style: UInt16] = [:]

  /// A table in which plain text has number 0.
  init(palette: @escaping ScreenPalette) {
    self.palette = palette
    _ = number(of: .plain)
  }

  /// The number of a style; a table that is full draws further styles as plain text.
  mutating func number(of style: Style) -> UInt16 {
    if let number = numbers[style] { return number }
    guard numbers.count < CT_STYLE_LIMIT else { return 0 }
    let number = UInt16(numbers.count)
    numbers[style] = number
    define(palette(style), as: number)
    return number
  }

  private func define(_ look: Appearance, as number: UInt16) {
    var attributes = 0
    if look.isBold { attributes |= CT_BOLD }
    if look.isReversed { attributes |= CT_REVERSED }
    ct_style(
      number, look.foreground.map { Int32($0) } ?? -1, look.background.map { Int32($0) } ?? -1,
      Int32(attributes))
  }
}
