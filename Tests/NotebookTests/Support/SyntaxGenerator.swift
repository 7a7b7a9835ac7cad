import Notebook

/// Draws lines that a parser could have made.
struct SyntaxGenerator {
  var random: SeededGenerator

  init(seed: Int) { random = SeededGenerator(seed: seed) }

  mutating func line() -> Line {
    let names = random.chance(30) ? (0..<(random.chance(30) ? 2 : 1)).map { Name("n\($0)") } : []
    let stages = (0..<Int.random(in: 1...3, using: &random)).map { _ in stage() }
    return Line(names: names, stages: stages)
  }

  private mutating func stage() -> Stage {
    let head: Value.Content =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: .noun(noun())
      case 1: .call(Name(word()), arguments(0...2))
      case 2: .path("data/x.csv")
      case 3: .text("a text")
      default: .word(word())
      }
    return Stage(head: Value(head), arguments: arguments(0...4))
  }

  private mutating func arguments(_ counts: ClosedRange<Int>) -> [Argument] {
    (0..<Int.random(in: counts, using: &random)).map { _ in argument() }
  }

  private mutating func argument() -> Argument {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .option(Name(word()), value(depth: 0))
    case 1: .flag(Name(letters()), isOn: random.chance(50))
    default: .value(positional())
    }
  }

  /// A value with a minus would be a switch, and a number after a range its count.
  private mutating func positional() -> Value {
    while true {
      let value = value(depth: 0)
      switch value.content {
      case .descending, .number: continue
      default: return value
      }
    }
  }

  private mutating func value(depth: Int) -> Value {
    let isDeep = depth >= 3
    switch Int.random(in: 0..<(isDeep ? 9 : 11), using: &random) {
    case 0, 1: return Value(.number(number(), unit: random.chance(20) ? unit() : nil))
    case 2: return Value(.text(text()))
    case 3: return Value(.word(word()))
    case 4: return Value(.descending(letters()))
    case 5: return Value(.range(range()))
    case 6: return Value(.noun(noun()))
    case 7: return Value(.path(random.pick(["a.csv", "../b/c.npy", "x/z.csv~", "-", "d/"])))
    case 8: return Value(random.chance(50) ? .boolean(random.chance(50)) : .automatic)
    case 9:
      return Value(
        .list((0..<Int.random(in: 1...4, using: &random)).map { _ in value(depth: depth + 1) }))
    default: return Value(.call(Name(word()), arguments(0...2)))
    }
  }

  private mutating func word() -> String {
    random.pick([
      "p1", "evidence", "two-moons", "λ", "σ", "x1", "0.weight", "train.x", "données", "T", "a_b",
      "kron", "q7", "变量",
    ])
  }

  /// After a sign a word begins with a letter; else it would be a number.
  private mutating func letters() -> String { random.pick(["var", "joint", "λ", "x1", "two-d"]) }

  private mutating func noun() -> Noun {
    random.pick([.last, .cell(5), .previous("p1", steps: 2), .previous("_", steps: 1)])
  }

  private mutating func unit() -> NumberUnit { random.pick(NumberUnit.allCases) }

  mutating func number() -> Double {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: Double(Int.random(in: -5...100, using: &random))
    case 1: Double.random(in: -1...1, using: &random)
    case 2: random.pick([0, 1e-300, .leastNonzeroMagnitude, 1e16, -1.7e308, 1e15, 0.1])
    default: Double.random(in: 0...1, using: &random) * 1e-9
    }
  }

  private mutating func range() -> NumberRange {
    let start = Double(Int.random(in: 1...9, using: &random)) / 8
    let end = Double.random(in: 1...1e4, using: &random)
    let count = Int.random(in: 1...50, using: &random)
    let spacing: NumberRange.Spacing =
      switch Int.random(in: 0..<4, using: &random) {
      case 0: .automatic(count: count)
      case 1: .logarithmic(count: count)
      case 2: .linear(count: count)
      default: .step(0.25)
      }
    return NumberRange(start, end, unit: random.chance(20) ? unit() : nil, spacing: spacing)
  }

  private mutating func text() -> String {
    let pieces = [
      "a", "B ", "\"", "'", "\\", "\n", "\t", "\r", "#", "|", ";", "]", "é", "e\u{301}", "\u{301}",
      "🧪", "👩‍🔬", "\u{2028}", "\u{7}", "λ", "=", "..", "\u{600}",
    ]
    return random.list(0...6) { $0.pick(pieces) }.joined()
  }
}
