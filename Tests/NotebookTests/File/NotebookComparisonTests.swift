import Notebook
import Testing

@Suite struct NotebookComparisonTests {
  @Test(
    "two lines say the same up to rounding and measurements",
    arguments: [
      ("best 4.98 -310.2", "best 4.9800001 -310.2", true), ("λ=4.98", "λ=4.99", false),
      ("n 1000", "n 1001", false), ("n 10000000", "n 10000001", false), ("x 2", "x 2.0", true),
      ("p1 is kron", "p2 is kron", false), ("sha=51d0", "sha=51d1", false),
      ("3 ok", "3 failed", false), ("took ⟨0.31 s⟩ now", "took ⟨12 min⟩ now", true),
      ("⟨1⟩ and ⟨2⟩ 5.0", "⟨3⟩ and ⟨44⟩ 5.0", true), ("⟨1", "⟨2", false),
      ("took 0.31 s", "took 0.32 s", false),
      ("|   0.5 |", "| 0.50000001 |", true), ("a  b", "a b", false), ("1.5 2.5", "1.52.5", false),
      ("⢀⣀⡀", "⢀⣀⣀", false), ("−3.2e-5", "-3.2e-5", true), ("0.0", "1e-13", true),
      ("nan", "nan", true), ("nan", "inf", false), ("nan", "5.0", false), ("x", "x ", false),
      ("1e-4,-506.1", "1.00000001e-4,-506.10000001", true), ("0x1.8p1", "3.0", false),
      ("1e999", "1e999", true), ("1..2", "1..3", false),
    ])
  func lines(recorded: String, new: String, same: Bool) {
    #expect(LineTolerance().accepts(recorded, new) == same)
    #expect(LineTolerance().accepts(new, recorded) == same)
  }

  @Test("the tolerance is what it says", arguments: 0..<100)
  func tolerance(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let number = Double.random(in: 0.5...1e6, using: &random)
    let tolerance = LineTolerance(relative: 1e-4, absolute: 0)
    #expect(tolerance.accepts("a \(number)", "a \(number * (1 + 0.9e-4))"))
    #expect(!tolerance.accepts("a \(number)", "a \(number * (1 + 1.2e-4))"))
  }

  @Test("differences are shown as diff -u shows them")
  func unifiedDiff() {
    let recorded = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl"
    let new = "a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm"
    let comparison = NotebookComparison(id: "c1", recorded: recorded, new: new)
    #expect(
      comparison.difference == [
        "@@ -1,5 +1,5 @@", " a", "-b", "+B", " c", " d", " e", "@@ -10,3 +10,4 @@", " j", " k",
        " l",
        "+m",
      ])
    #expect(
      NotebookComparison(id: "c1", recorded: "", new: "x").difference == ["@@ -0,0 +1,1 @@", "+x"])
  }

  @Test("a diff leads from the recorded lines to the new ones", arguments: 0..<60)
  func diffIsComplete(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let length = seed % 10 == 0 ? 150 : 12
    let recorded = random.list(0...length) { $0.pick(["a", "b", "c", "d"]) }
    let new = random.list(0...length) { $0.pick(["a", "b", "c", "d"]) }
    let comparison = NotebookComparison(
      id: "c1", recorded: recorded.joined(separator: "\n"), new: new.joined(separator: "\n"))
    #expect(comparison.agrees == (recorded == new))
    #expect(rebuilt(from: recorded, by: comparison.difference) == new)
  }

  @Test("long outputs that have nothing in common are shown one after the other")
  func nothingInCommon() {
    let recorded = (0..<3000).map { "a\($0)" }
    let new = (0..<3000).map { "b\($0)" }
    let comparison = NotebookComparison(
      id: "c1", recorded: recorded.joined(separator: "\n"), new: new.joined(separator: "\n"))
    #expect(
      comparison.difference
        == ["@@ -1,3000 +1,3000 @@"] + recorded.map { "-" + $0 } + new.map { "+" + $0 })
  }

  /// Applies a diff, taking what it leaves out from the recorded lines.
  private func rebuilt(from recorded: [String], by difference: [String]) -> [String] {
    var lines: [String] = []
    var next = 0
    for line in difference {
      if line.hasPrefix("@@") {
        let words = line.dropFirst(4).split { $0 == "," || $0 == " " }
        let start = Int(words[0]) ?? 0
        let isEmpty = words[1] == "0"
        while next < (isEmpty ? start : start - 1) {
          lines.append(recorded[next])
          next += 1
        }
        continue
      }
      if !line.hasPrefix("-") { lines.append(String(line.dropFirst())) }
      if !line.hasPrefix("+") { next += 1 }
    }
    return lines + recorded[next...]
  }

  @Test("a cell that ended otherwise, or printed nothing, differs")
  func cells() {
    var recorded = NotebookFile()
    let ids = (0..<3).map { recorded.append(source: "show d\($0)") }
    var new = recorded
    recorded.setOutput("done 1.0", status: .ok, of: ids[0])
    new.setOutput("done 1.0000001", status: .ok, of: ids[0])
    recorded.setOutput("half", status: .ok, of: ids[1])
    new.setOutput("half", status: .partial, of: ids[1])
    recorded.setOutput("x", status: .ok, of: ids[2])
    #expect(recorded.comparisons(with: new).map(\.agrees) == [true, false, false])
  }
}
