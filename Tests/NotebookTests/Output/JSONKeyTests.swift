import Foundation
import Notebook
import Testing

/// The README's table of keys against what the commands print.
@Suite struct JSONKeyTests {
  /// The words in backquotes behind the first bar of each row, by the first word of the row.
  private static func documented() throws -> [String: Set<String>] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../README.md").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let table = try #require(text.range(of: "| result | keys |"))
    var keys: [String: Set<String>] = [:]
    for line in text[table.upperBound...].split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 2 else { break }
      let name = cells[0].prefix { $0.isLetter || $0 == "`" }.filter { $0 != "`" }
      let spans = cells[1].split(separator: "`", omittingEmptySubsequences: false)
      let quoted = spans.indices.filter { !$0.isMultiple(of: 2) }.map { spans[$0] }
      keys[String(name)] = Set(quoted.flatMap { $0.split(separator: " ").map(String.init) })
    }
    return keys
  }

  /// All keys of a value, but for those of figures, which an examination chooses itself.
  private func keys(of value: Any) -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: []) { keys, member in
        keys.insert(member.key)
        let isFree = member.key == "figures" && member.value is [String: Any]
        if !isFree { keys.formUnion(self.keys(of: member.value)) }
      }
    }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys(of: $1)) }
  }

  @Test("every kind of result prints the keys that the README lists, and no others")
  func keys() async throws {
    let kernel = await EveryCommand.kernel()
    var printed: [String: Set<String>] = [:]
    for (line, row) in EveryCommand.results + [EveryCommand.integration] {
      let run = await kernel.test(line + " | json")
      let text = try #require(run.results.last, "\(line)")
      let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
      printed[row, default: []].formUnion(keys(of: value))
    }
    let documented = try Self.documented()
    #expect(documented.keys.sorted() == printed.keys.sorted())
    for (row, keys) in printed {
      let listed = documented[row] ?? []
      #expect(keys.subtracting(listed) == [], "\(row): not in the README")
      #expect(listed.subtracting(keys) == [], "\(row): in the README and never printed")
    }
  }
}
