/// The text cut to a number of cells; a cut shows as `…`, or `~` where only ASCII may be written.
public func truncated(_ text: String, to width: Int, glyphs: GlyphLevel = .braille) -> String {
  guard displayWidth(of: text) > width else { return text }
  guard width > 0 else { return "" }
  var result = ""
  var used = 1
  for character in text {
    used += displayWidth(of: character)
    if used > width { break }
    result.append(character)
  }
  return result + String(glyphs.ellipsis)
}
