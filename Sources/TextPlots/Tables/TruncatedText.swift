/// The text cut to a number of cells; a cut shows as `…`.
func truncated(_ text: String, to width: Int, ellipsis: Character = "…") -> String {
  guard displayWidth(of: text) > width else { return text }
  guard width > 0 else { return "" }
  var result = ""
  var used = 1
  for character in text {
    used += displayWidth(of: character)
    if used > width { break }
    result.append(character)
  }
  return result + String(ellipsis)
}
