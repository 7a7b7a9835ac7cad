/// The hashes of what cells depend on, which a notebook file records as `in=`.
///
/// The hash of a cell is the FNV-1a hash of its commands, of the seed in the notebook's header, of the
/// contents of the files it reads, and of the hashes of the cells above that may have made what it reads.
/// No result of a calculation goes into it: those differ in the last digits between machines, while the
/// text of a notebook and its data do not, so that the hash can be recorded on one machine and checked on
/// another, without running anything.
///
/// The edges come from the text alone (`CellWords`): a cell whose commands failed is taken to have made
/// what they name. A file that a cell above writes counts as that cell, not with its contents.
package struct NotebookInputs: Sendable {
  private var words: [String: CellWords] = [:]
  private var contents = FileFingerprints()

  /// Hashes that remember texts and files they have read before.
  package init() {}

  /// The hash of every cell, by its id.
  package mutating func hashes(of notebook: NotebookFile, files: NotebookFiles) -> [String: String]
  {
    var hashes: [String: String] = [:]
    var above = Above()
    for cell in notebook.cells {
      let words = words[cell.source] ?? CellWords(cell.source)
      self.words[cell.source] = words
      var fingerprint = Fingerprint()
      fingerprint.combine("1\0\(notebook.header.seed ?? 0)\0\(cell.source)")
      for file in words.filesRead where !above.writes(file) {
        fingerprint.combine("\0\(file)")
        if let content = contents.fingerprint(of: files.path(file)) {
          fingerprint.combine(content.value)
        }
      }
      for hash in above.hashes(for: words) { fingerprint.combine("\0\(hash)") }
      let hash = String(fingerprint.description.prefix(Self.digits))
      hashes[cell.id] = hash
      above.append(words, hash)
    }
    return hashes
  }

  /// The hexadecimal digits that are recorded: two cells of a notebook of hundreds agree by chance once in
  /// tens of thousands of notebooks.
  private static let digits = 8
}

/// The cells above a cell, and what their texts say they make.
private struct Above {
  private var cells: [(words: CellWords, hash: String)] = []

  mutating func append(_ words: CellWords, _ hash: String) { cells.append((words, hash)) }

  func writes(_ file: String) -> Bool { cells.contains { $0.words.filesWritten.contains(file) } }

  /// The hashes of the cells that may have made what some words read, in order.
  func hashes(for words: CellWords) -> [String] {
    var needed: Set<Int> = []
    if words.readsEverything { needed.formUnion(cells.indices) }
    for name in words.names { needed.formUnion(makers(of: name, in: words)) }
    for kind in words.kinds { needed.formUnion(makers(of: kind)) }
    for index in cells.indices {
      if cells[index].words.changesSettings { needed.insert(index) }
      if words.filesRead.contains(where: cells[index].words.filesWritten.contains) {
        needed.insert(index)
      }
    }
    return needed.sorted().map { cells[$0].hash }
  }

  /// The last cell that gives a name, and the cells since whose results might have taken it.
  ///
  /// A word that was never given counts only where it must be an object.
  private func makers(of name: String, in words: CellWords) -> [Int] {
    let last = cells.lastIndex { $0.words.made.contains { $0.name == name } }
    let kinds = words.objects.filter { $0.name == name }.map(\.kind)
    let given = last.flatMap { last in cells[last].words.made.last { $0.name == name }?.kind }
    guard let kind = given ?? kinds.first else { return [] }
    let later = cells.indices.dropFirst(last.map { $0 + 1 } ?? 0).filter { index in
      cells[index].words.madeWithoutName.contains {
        $0.accepts(kind) && cells[index].words.mayGive(name, to: $0)
      }
    }
    return (last.map { [$0] } ?? []) + later
  }

  /// The last cell that surely makes an object of a kind, and those since that may have.
  private func makers(of kind: ObjectKind) -> [Int] {
    var makers: [Int] = []
    for index in cells.indices.reversed() {
      let kinds = cells[index].words.made.map(\.kind) + cells[index].words.madeWithoutName
      if kinds.contains(where: { $0.accepts(kind) }) { makers.append(index) }
      if kinds.contains(kind) { break }
    }
    return makers
  }
}
