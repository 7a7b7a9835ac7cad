import TextPlots

extension NotebookEntry {
  /// The piece with its pictures as tables of the numbers that are drawn.
  public var withNumbers: NotebookEntry {
    replacingResults { block in
      guard case .plot(let plot) = block else { return block }
      return .table(PlotObject(plot).rows)
    }
  }

  /// The piece with its tables sorted by a column, numbers by size and the largest first.
  public func sorted(by column: Int) -> NotebookEntry {
    replacingResults { block in
      guard case .table(let table) = block else { return block }
      return .table(table.sorted(by: column))
    }
  }

  private func replacingResults(_ change: (OutputBlock) -> OutputBlock) -> NotebookEntry {
    guard case .cell(let source, .finished(var output)) = content else { return self }
    output.items = output.items.map { item in
      guard case .result(let block) = item else { return item }
      return .result(change(block))
    }
    var entry = self
    entry.content = .cell(source: source, output: .finished(output))
    return entry
  }
}

extension TextPlots.Table {
  /// The rows by a column, which is marked in its title: numbers from the largest down, then texts.
  func sorted(by column: Int) -> TextPlots.Table {
    guard columns.indices.contains(column) else { return self }
    var table = self
    table.columns[column].title += "▾"
    let keys = rows.map { row in row.indices.contains(column) ? row[column] : "" }
    let order = rows.indices.sorted { first, second in
      let (one, two) = (Double(keys[first]), Double(keys[second]))
      switch (one, two) {
      case (let one?, let two?): return one != two ? one > two : first < second
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil):
        return keys[first] != keys[second] ? keys[first] < keys[second] : first < second
      }
    }
    table.rows = order.map { rows[$0] }
    return table
  }
}
