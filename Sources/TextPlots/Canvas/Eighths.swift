/// Bars in eighths of a cell.
enum Eighths {
  private static let rising = Array(" ▁▂▃▄▅▆▇█")
  private static let growing = Array(" ▏▎▍▌▋▊▉█")
  private static let asciiRising = Array(" ....:::#")

  /// A cell filled from below by so many eighths.
  static func rising(_ eighths: Int, ascii: Bool = false) -> Character {
    (ascii ? asciiRising : rising)[min(max(eighths, 0), 8)]
  }

  /// A cell filled from the left by so many eighths.
  static func growing(_ eighths: Int, ascii: Bool = false) -> Character {
    let filled = min(max(eighths, 0), 8)
    return ascii ? (filled >= 4 ? "#" : " ") : growing[filled]
  }
}
