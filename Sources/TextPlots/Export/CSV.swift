/// Rows as comma-separated values; a field with a comma, a quote or a line break is quoted, and
/// quotes in it are doubled.
func csvLines(_ rows: [[String]]) -> String {
  rows.map { $0.map(csvField).joined(separator: ",") + "\n" }.joined()
}

private func csvField(_ text: String) -> String {
  let needsQuotes = text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
  guard needsQuotes else { return text }
  return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
}
