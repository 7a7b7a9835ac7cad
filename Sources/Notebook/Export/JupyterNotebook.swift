/// A notebook as Jupyter reads it: JSON of nbformat 4.5, the kernel named `laplace`.
struct JupyterNotebook {
  private let notebook: NotebookFile

  init(_ notebook: NotebookFile) { self.notebook = notebook }

  /// The file, on one line.
  var text: String {
    JSONWriter.line([
      "cells": .array(cells),
      "metadata": .object(
        [
          ("kernelspec", ["display_name": "laplace", "language": "laplace", "name": "laplace"]),
          ("language_info", ["name": "laplace", "file_extension": ".la.md"]),
        ] + (notebook.header.title.map { [("title", .text($0))] } ?? [])),
      "nbformat": 4, "nbformat_minor": 5,
    ]) + "\n"
  }

  private var cells: [JSONValue] {
    var ids = CellIDs(taken: notebook.cells.map(\.id))
    var count = 0
    return notebook.blocks.compactMap { block in
      switch block {
      case .text(let text):
        let lines = rawLines(of: text).map(withoutLineEnding)
        guard let first = lines.firstIndex(where: { !$0.isEmpty }),
          let last = lines.lastIndex(where: { !$0.isEmpty })
        else { return nil }
        return [
          "cell_type": "markdown", "id": .text(ids.next()), "metadata": [:],
          "source": Self.lines(lines[first...last].joined(separator: "\n")),
        ]
      case .cell(let cell):
        count += 1
        return [
          "cell_type": "code", "execution_count": .integer(count), "id": .text(ids.id(cell.id)),
          "metadata": [:], "outputs": .array(outputs(of: cell.id, count)),
          "source": Self.lines(cell.source),
        ]
      case .output: return nil
      }
    }
  }

  /// What a cell printed: a result, or an error where it failed.
  private func outputs(of id: String, _ count: Int) -> [JSONValue] {
    guard let output = notebook.output(of: id), !output.text.isEmpty else { return [] }
    guard output.status == .failed else {
      return [
        [
          "data": ["text/plain": Self.lines(output.text)], "execution_count": .integer(count),
          "metadata": [:], "output_type": "execute_result",
        ]
      ]
    }
    let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
    let problem = lines.first { $0.hasPrefix("✗") } ?? lines[0]
    return [
      [
        "ename": "Problem", "evalue": .text(String(problem)), "output_type": "error",
        "traceback": .array(lines.map { .text(String($0)) }),
      ]
    ]
  }

  /// A text as nbformat has it: a list of lines, all but the last with their ends.
  private static func lines(_ text: String) -> JSONValue {
    .array(rawLines(of: text).map { .text(String($0)) })
  }
}

/// Ids that nbformat allows: 1 to 64 ASCII letters, digits, `-` and `_`, each of them once.
private struct CellIDs {
  private var used: Set<String>
  private var number = 0

  /// The ids of cells that are allowed stay theirs.
  init(taken: [String]) { used = Set(taken) }

  /// The id of a cell, or a new one where nbformat does not allow it.
  mutating func id(_ id: String) -> String {
    let isAllowed = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isAllowed && (1...64).contains(id.utf8.count) ? id : next()
  }

  /// An id that no cell has.
  mutating func next() -> String {
    repeat { number += 1 } while !used.insert("text-\(number)").inserted
    return "text-\(number)"
  }
}
