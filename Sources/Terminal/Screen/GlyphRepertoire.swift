/// The glyphs that a terminal can show.
public nonisolated enum GlyphRepertoire: Hashable, Sendable {
  /// All of Unicode, as far as the font goes.
  case unicode
  /// Those that the font of a PC's text console begins with (code page 437).
  case console
  /// ASCII, where the locale is not UTF-8.
  case ascii

  /// Whether there are glyphs of dots, such as braille, to draw with.
  public var hasBraille: Bool { self == .unicode }

  /// The text with a stand-in for every glyph that is not there; control characters stay.
  public func shown(_ text: String) -> String {
    self == .unicode ? text : String(text.map(shown))
  }

  /// The glyph, or the one nearest to it.
  func shown(_ character: Character) -> Character {
    switch self {
    case .unicode: character
    case .console where consoleGlyphs.contains(character): character
    case .console, .ascii:
      character.isASCII ? character : Character(Unicode.Scalar(asciiStandIn(for: character)))
    }
  }
}

/// The glyphs of code page 437 beyond ASCII, without the line drawing of two lines.
nonisolated private let consoleGlyphs = Set(
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥ƒáíóúñÑªº¿¬½¼¡«»░▒▓│┤┐└┴┬├─┼┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤÷≈°·√ⁿ²■←↑→↓•○►◄▲▼§¶↔"
)

/// The ASCII character nearest to a glyph, or a question mark.
nonisolated func asciiStandIn(for character: Character) -> UInt8 {
  if let ascii = character.asciiValue { return (0x20..<0x7F).contains(ascii) ? ascii : 0x20 }
  if let sign = signs[character] { return sign }
  guard let scalar = character.unicodeScalars.first else { return 0x20 }
  // A decomposed letter keeps its base: é is e and an accent.
  if character.unicodeScalars.count > 1 { return asciiStandIn(for: Character(scalar)) }
  switch scalar.value {
  case 0x2500...0x257F: return UInt8(ascii: "+")
  case 0x2580...0x259F, 0x25A0...0x25FF: return UInt8(ascii: "#")
  case 0x2801...0x28FF: return UInt8(ascii: ".")
  case 0x2800: return UInt8(ascii: " ")
  default: return latinBase(of: scalar) ?? UInt8(ascii: "?")
  }
}

/// The letter below the accents, from names such as `LATIN SMALL LETTER E WITH ACUTE`.
nonisolated private func latinBase(of scalar: Unicode.Scalar) -> UInt8? {
  let words = (scalar.properties.name ?? "").split(separator: " ")
  guard words.count > 3, words[0] == "LATIN", words[2] == "LETTER", words[3].count == 1,
    let letter = words[3].utf8.first
  else { return nil }
  return words[1] == "SMALL" ? letter | 0x20 : letter
}

nonisolated private let signs: [Character: UInt8] = {
  let groups: [(String, Character)] = [
    ("─━╌╍┄┅┈┉═‐‑–—−₋⁻", "-"), ("│┃┆┇┊┋╎╏║▏▌▕▐‖", "|"), ("…·•", "."), ("●◆■▲▼", "*"),
    ("○◇□△▽", "o"), ("✗×⊗", "x"), ("÷", "/"), ("✓√", "v"), ("▸►→⏎⟩≥↳≫", ">"), ("◂◄←⟨≤≪", "<"),
    ("↑", "^"),
    ("↓▾", "v"), ("‘’′„", "'"), ("“”«»", "\""), ("≈∝±", "~"), ("≠", "!"), ("½", "/"), ("∞", "8"),
    ("░", "."), ("▒", ":"), ("▁", "_"), ("▂", "."), ("▃", "-"), ("▄", "="), ("▅", "+"), ("▆", "*"),
    ("▇", "%"), ("∂δ", "d"), ("∇Δ", "D"), ("∫Σ", "S"), ("αᵃ", "a"), ("β", "b"), ("γ", "g"),
    ("ε", "e"), ("θᵀₜτ", "t"), ("κₖ", "k"), ("λℓ", "l"), ("Λ", "L"), ("μµ", "u"), ("νₙⁿ", "n"),
    ("πφ", "p"), ("Φ", "F"), ("ρ", "r"), ("σₛ", "s"), ("χ", "x"), ("ω", "w"), ("ᵢ", "i"),
    ("ⱼ", "j"), ("⌈", "["), ("⌉", "]"), ("∈", "e"), ("∘", "*"), ("ˣ", "x"), ("ℝ", "R"),
    ("°⁰₀", "0"), ("¹₁", "1"), ("²₂", "2"), ("³₃", "3"), ("⁴", "4"), ("⁵", "5"), ("⁶", "6"),
    ("⁷", "7"), ("⁸", "8"), ("⁹", "9"),
  ]
  var signs: [Character: UInt8] = [:]
  for (glyphs, sign) in groups {
    for glyph in glyphs { signs[glyph] = sign.asciiValue }
  }
  return signs
}()
