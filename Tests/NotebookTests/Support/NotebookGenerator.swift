/// Draws texts of notebook files, odd but valid.
struct NotebookGenerator {
  private var random: SeededGenerator
  private var ending = "\n"
  private var count = 0

  init(seed: Int) { random = SeededGenerator(seed: seed) }

  mutating func text() -> String {
    ending = random.pick(["\n", "\n", "\r\n"])
    let mark = random.chance(10) ? "\u{FEFF}" : ""
    let fields = ["la: 1  # format", "", "# note", "title: \"a # b\"", "seed: 7", "tags:", "  - x"]
    let header =
      [mark + "---", fields[0]] + random.list(0...4) { $0.pick(fields) }.uniqued() + ["---"]
    var lines = header
    for _ in 0..<Int.random(in: 0...8, using: &random) { lines += block() }
    let end = random.chance(70) ? ending : ""
    return lines.joined(separator: ending) + end
  }

  private mutating func block() -> [String] {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return random.list(0...4) { $0.pick(Self.prose) }
    case 1: return random.pick(Self.foreignBlocks)
    default: return cell()
    }
  }

  private mutating func cell() -> [String] {
    count += 1
    let marks = random.pick(["```", "````", "`````"])
    let source = random.list(0...3) { $0.pick(["fit m1 λ=1", "", "| plot", "# ``` x", "~~~"]) }
    let blanks = random.pick(["", "  "])
    var lines = ["\(marks)la #c\(count)\(blanks)"] + source + [marks + blanks]
    guard random.chance(60) else { return lines }
    if random.chance(30) { lines += ["", "between"] }
    let status = random.pick(["ok", "failed", "partial", "ok in=9f3c2a"])
    let output = random.list(0...4) { $0.pick(["-310.2", "  ⣀⡀ e\u{301}", "", "``", "---"]) }
    return lines + ["```out #c\(count) \(status)"] + output + ["```"]
  }

  private static let prose = [
    "# Why?", "", "Some `code` and ``more``.", "    ```la #c1", "> ```la #c2", "---", "\ttab",
    "\u{301}",
    "trailing  ", "- list", "``` inline ``` code",
  ]

  private static let foreignBlocks = [
    ["```swift", "let x = 1", "```"], ["~~~", "```la #c1", "~~~"],
    ["````markdown", "```la #c3", "fit", "```", "````"], ["  ```", "  ```la", "  ```"],
    ["```task #t3", "goal: x", "```"], ["```", "```"], ["``` out", "no id", "```   "],
  ]
}

extension [String] {
  /// Fields may be given once.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted && $0 != "la: 1  # format" }
  }
}
