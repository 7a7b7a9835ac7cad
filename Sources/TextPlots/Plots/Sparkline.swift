/// A row of small bars, one for each value or for the mean of its neighbours where there are more
/// values than cells; values that are not finite leave a blank.
public func sparkline(
  _ values: [Double], width: Int, glyphs: GlyphLevel = .braille
) -> String {
  guard width > 0, !values.isEmpty else { return "" }
  let count = min(width, values.count)
  let means = (0..<count).map { cell in
    mean(values[cell * values.count / count..<(cell + 1) * values.count / count])
  }
  let drawn = means.compactMap(AxisScale.linear.transformed)
  guard let low = drawn.min(), let high = drawn.max() else {
    return String(repeating: " ", count: count)
  }
  return String(
    means.map { mean in
      guard AxisScale.linear.transformed(mean) != nil else { return " " }
      let height = high > low ? (mean - low) / (high - low) : 0.5
      return level(Int((7 * height).rounded()), glyphs)
    })
}

private func level(_ height: Int, _ glyphs: GlyphLevel) -> Character {
  let levels = Array(glyphs == .ascii ? "_.,-~=*#" : "▁▂▃▄▅▆▇█")
  return levels[min(max(height, 0), levels.count - 1)]
}

private func mean(_ values: ArraySlice<Double>) -> Double {
  let drawn = values.filter { AxisScale.linear.transformed($0) != nil }
  return drawn.isEmpty ? .nan : drawn.reduce(0) { $0 + $1 / Double(drawn.count) }
}
