/// The differences between two lists of lines, with a few lines around each.
struct UnifiedDiff {
  private enum Mark: Character {
    case same = " "
    case removed = "-"
    case added = "+"
  }

  private struct Entry {
    let mark: Mark
    let line: String
    /// The numbers of lines before this one, on either side.
    let oldCount: Int
    let newCount: Int
  }

  private static let context = 3
  /// Comparing every line with every other takes time and memory in the square of their number.
  private static let longestSearch = 1000

  private let entries: [Entry]

  /// Compares two lists of lines by a rule of equality.
  init(
    _ old: [ComparedLine], _ new: [ComparedLine],
    isSame: (ComparedLine, ComparedLine) -> Bool
  ) {
    let prefix = zip(old, new).prefix { isSame($0, $1) }.count
    let rest = (old.dropFirst(prefix), new.dropFirst(prefix))
    let suffix = zip(rest.0.reversed(), rest.1.reversed()).prefix { isSame($0, $1) }.count
    let middle = (Array(rest.0.dropLast(suffix)), Array(rest.1.dropLast(suffix)))
    let (removed, added) = Self.changes(middle.0, middle.1, isSame: isSame)
    entries = Self.entries(
      old, new, removed: Set(removed.map { $0 + prefix }), added: Set(added.map { $0 + prefix }))
  }

  /// The lines that only one side has: the fewest possible (Myers, 1986).
  private static func changes(
    _ old: [ComparedLine], _ new: [ComparedLine],
    isSame: (ComparedLine, ComparedLine) -> Bool
  ) -> (removed: [Int], added: [Int]) {
    guard old.count + new.count <= longestSearch else {
      return (Array(old.indices), Array(new.indices))
    }
    var removed: [Int] = []
    var added: [Int] = []
    for change in new.difference(from: old, by: isSame) {
      switch change {
      case .remove(let offset, _, _): removed.append(offset)
      case .insert(let offset, _, _): added.append(offset)
      }
    }
    return (removed, added)
  }

  private static func entries(
    _ old: [ComparedLine], _ new: [ComparedLine], removed: Set<Int>, added: Set<Int>
  ) -> [Entry] {
    var entries: [Entry] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < old.count || newIndex < new.count {
      let mark: Mark =
        removed.contains(oldIndex) ? .removed : added.contains(newIndex) ? .added : .same
      let line = mark == .added ? new[newIndex].text : old[oldIndex].text
      entries.append(Entry(mark: mark, line: line, oldCount: oldIndex, newCount: newIndex))
      if mark != .added { oldIndex += 1 }
      if mark != .removed { newIndex += 1 }
    }
    return entries
  }

  /// Whether nothing differs.
  var isEmpty: Bool { entries.allSatisfy { $0.mark == .same } }

  /// The differences as `diff -u` writes them, without the names of files.
  var lines: [String] { hunks.flatMap { lines(of: entries[$0]) } }

  /// The stretches to show: each change with its context, neighbours joined.
  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in entries.indices where entries[index].mark != .same {
      let start = max(0, index - Self.context)
      let end = min(entries.count, index + Self.context + 1)
      if let last = hunks.last, start <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }

  private func lines(of hunk: ArraySlice<Entry>) -> [String] {
    guard let first = hunk.first else { return [] }
    let oldLength = hunk.count { $0.mark != .added }
    let newLength = hunk.count { $0.mark != .removed }
    let old = "\(first.oldCount + (oldLength > 0 ? 1 : 0)),\(oldLength)"
    let new = "\(first.newCount + (newLength > 0 ? 1 : 0)),\(newLength)"
    return ["@@ -\(old) +\(new) @@"] + hunk.map { "\($0.mark.rawValue)\($0.line)" }
  }
}
