extension NotebookFile {
  /// Adds a cell at the end and gives it an id that no cell of this notebook ever had.
  @discardableResult
  public mutating func append(source: String) -> String {
    insert(source: source, at: blocks.endIndex)
  }

  /// Adds a cell behind another cell and its output; at the end if there is no such cell.
  @discardableResult
  public mutating func insert(source: String, after id: String) -> String {
    let last = blocks.lastIndex { $0.cellID == id }
    return insert(source: source, at: last.map { $0 + 1 } ?? blocks.endIndex)
  }

  /// Replaces the commands of a cell, and forgets what they printed.
  public mutating func setSource(_ source: String, of id: String) {
    guard let index = index(ofCell: id), cell(id)?.source != source else { return }
    blocks[index] = .cell(NotebookCell(id: id, source: source, lineEnding: lineEnding))
    removeOutput(of: id)
  }

  /// Records what a cell printed, in place of what it printed before.
  public mutating func setOutput(
    _ text: String, status: NotebookOutput.Status, inputs: String? = nil, of id: String
  ) {
    guard let index = index(ofCell: id) else { return }
    let output = NotebookOutput(
      id: id, status: status, inputs: inputs, text: text, lineEnding: lineEnding)
    if let old = self.output(of: id), let place = self.index(ofOutput: id) {
      let isSame = old.text == output.text && old.status == status && old.inputs == inputs
      if !isSame { blocks[place] = .output(output) }
    } else {
      endLine(before: index + 1)
      blocks.insert(.output(output), at: index + 1)
    }
  }

  /// Forgets what a cell printed.
  public mutating func removeOutput(of id: String) {
    guard let index = index(ofOutput: id) else { return }
    blocks.remove(at: index)
    mergeTexts()
  }

  /// Removes a cell and what it printed; its id stays taken.
  public mutating func remove(_ id: String) {
    guard let index = index(ofCell: id) else { return }
    let highest = highestNumber
    removeOutput(of: id)
    blocks.remove(at: index)
    mergeTexts()
    if highestNumber < highest {
      header.set(Self.lastIDField, to: "c\(highest)", lineEnding: lineEnding)
    }
  }

  /// Replaces a field of the header.
  public mutating func setField(_ name: String, to value: String) {
    header.set(name, to: value, lineEnding: lineEnding)
  }
}

extension NotebookFile {
  /// The field that remembers the highest id when its cell is gone.
  private static let lastIDField = "last-id"
  /// Ids beyond this were not made by counting.
  private static let largestNumber = 1_000_000_000

  /// The highest number of an id that is or was in the notebook.
  private var highestNumber: Int {
    let ids = cells.map(\.id) + [header[Self.lastIDField] ?? ""]
    let numbers = ids.compactMap { $0.hasPrefix("c") ? Int($0.dropFirst()) : nil }
    return numbers.filter { $0 <= Self.largestNumber }.max() ?? 0
  }

  private func index(ofCell id: String) -> Int? {
    blocks.firstIndex { block in
      if case .cell(let cell) = block { cell.id == id } else { false }
    }
  }

  private func index(ofOutput id: String) -> Int? {
    blocks.firstIndex { block in
      if case .output(let output) = block { output.id == id } else { false }
    }
  }

  private mutating func insert(source: String, at index: Int) -> String {
    let id = "c\(max(0, highestNumber) + 1)"
    endLine(before: index)
    var new: [NotebookBlock] = [.cell(NotebookCell(id: id, source: source, lineEnding: lineEnding))]
    let previous = index > 0 ? blocks[index - 1].text : ""
    let hasGap = previous.isEmpty || withoutLineEnding(rawLines(of: previous).last ?? "").isEmpty
    if !hasGap { new.insert(.text(lineEnding), at: 0) }
    blocks.insert(contentsOf: new, at: index)
    mergeTexts()
    return id
  }

  /// Ends the last line before a place, which the end of a file may have left open.
  private mutating func endLine(before index: Int) {
    let previous = index > 0 ? blocks[index - 1].text : header.text
    guard !endsWithNewline(previous) else { return }
    if index == 0 {
      header.closing += lineEnding
    } else {
      blocks[index - 1] = blocks[index - 1].endingLine(with: lineEnding)
    }
  }

  /// Makes neighbouring texts one, as reading the file would.
  private mutating func mergeTexts() {
    var merged: [NotebookBlock] = []
    for block in blocks {
      if case .text(let text) = block, case .text(let previous)? = merged.last {
        merged[merged.count - 1] = .text(previous + text)
      } else {
        merged.append(block)
      }
    }
    blocks = merged
  }
}

extension NotebookBlock {
  /// The id of the cell that this piece is, or belongs to.
  fileprivate var cellID: String? {
    switch self {
    case .text: nil
    case .cell(let cell): cell.id
    case .output(let output): output.id
    }
  }

  fileprivate func endingLine(with ending: String) -> NotebookBlock {
    switch self {
    case .text(let text): return .text(text + ending)
    case .cell(let cell):
      var block = cell.block
      block.closing += ending
      return .cell(NotebookCell(id: cell.id, block: block))
    case .output(let output):
      var block = output.block
      block.closing += ending
      return .output(
        NotebookOutput(id: output.id, status: output.status, inputs: output.inputs, block: block))
    }
  }
}
