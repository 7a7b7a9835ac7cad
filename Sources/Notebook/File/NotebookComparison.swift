/// Whether a cell printed what it printed when it was recorded.
public struct NotebookComparison: Sendable {
  /// The id of the cell.
  public let id: String
  /// The differences as `diff -u` writes them, recorded against new; empty if there are none.
  public let difference: [String]

  /// Whether nothing differs.
  public var agrees: Bool { difference.isEmpty }

  /// Compares the recorded output of a cell with a new one.
  public init(
    id: String, recorded: String, new: String, tolerance: LineTolerance = LineTolerance()
  ) {
    self.id = id
    difference =
      UnifiedDiff(
        Self.lines(of: recorded), Self.lines(of: new), isSame: tolerance.accepts
      ).lines
  }

  private static func lines(of text: String) -> [ComparedLine] {
    guard !text.isEmpty else { return [] }
    return rawLines(of: text + "\n").map { ComparedLine(String(withoutLineEnding($0))) }
  }
}

extension NotebookFile {
  /// Compares all that is recorded here with another run of the same cells.
  ///
  /// A cell without record on either side counts as having printed nothing; a run that ended in
  /// another way differs whatever it printed.
  public func comparisons(
    with other: NotebookFile, tolerance: LineTolerance = LineTolerance()
  ) -> [NotebookComparison] {
    cells.map { cell in
      NotebookComparison(
        id: cell.id, recorded: comparedText(of: cell.id), new: other.comparedText(of: cell.id),
        tolerance: tolerance)
    }
  }

  private func comparedText(of id: String) -> String {
    guard let output = output(of: id) else { return "" }
    return output.status == .ok ? output.text : "(\(output.status.rawValue))\n" + output.text
  }
}
