import TextPlots

/// Walking through the pieces of a notebook, and what can be done to the one in focus.
public struct Browser: Sendable {
  /// What the front has to do for a key; pieces are named by their place.
  public enum Request: Hashable, Sendable {
    /// Only draw.
    case none
    /// Go back to the command line.
    case leave
    /// Put the piece's commands into the command line, to be handed in for it.
    case edit(Int)
    /// Run the piece again.
    case rerun(Int)
    /// Remove the piece; a command undoes it.
    case remove(Int)
    /// Copy what the piece shows.
    case copy(Int)
    /// Show the piece's picture large, under a cursor.
    case zoom(Int)
    /// Keep the piece's picture beside the notebook, or let it go.
    case pin(Int)
    /// Change between the piece's picture and its numbers.
    case turnTable(Int)
    /// Sort the piece's table by its next column.
    case sort(Int)
    /// Run a command.
    case run(String)
    /// Show the keys.
    case keys
  }

  /// The place of the piece in focus.
  public private(set) var focus: Int
  /// What is searched for.
  private(set) var search = ""
  /// Whether the search is being typed.
  public private(set) var isSearching = false

  /// A walk that begins at a piece.
  public init(at focus: Int) { self.focus = focus }

  /// What the hint line says in some columns.
  public func hint(width: Int) -> String {
    if isSearching { return "/\(search)▏  Enter searches · n N next and last" }
    return keyLine(Self.keys, width: width)
  }

  /// Does what a key asks for.
  public mutating func handle(_ key: ViewKey, in entries: [NotebookEntry]) -> Request {
    focus = min(max(0, focus), max(0, entries.count - 1))
    if isSearching { return type(key, entries) }
    switch key {
    case .escape, .character("q"), .character("i"), .character(":"): return .leave
    case .up, .character("k"): move(by: -1, entries)
    case .down, .character("j"): move(by: 1, entries)
    case .pageUp: move(by: -5, entries)
    case .pageDown: move(by: 5, entries)
    case .home, .character("g"): focus = 0
    case .end, .character("G"): focus = max(0, entries.count - 1)
    case .character("/"):
      isSearching = true
      search = ""
    case .character("n"): find(1, entries)
    case .character("N"): find(-1, entries)
    case .character("u"): return .run("undo")
    case .character("U"): return .run("redo")
    case .character("?"): return .keys
    default: return cellRequest(key, entries)
    }
    return .none
  }

  /// What is done to a cell; texts take none of it but to be copied.
  private func cellRequest(_ key: ViewKey, _ entries: [NotebookEntry]) -> Request {
    guard entries.indices.contains(focus) else { return .none }
    if key == .character("y") { return .copy(focus) }
    guard case .cell = entries[focus].content else { return .none }
    switch key {
    case .enter: return .edit(focus)
    case .character("r"): return .rerun(focus)
    case .character("d"): return .remove(focus)
    case .character("z"), .right: return .zoom(focus)
    case .character("p"): return .pin(focus)
    case .character("t"): return .turnTable(focus)
    case .character("s"): return .sort(focus)
    default: return .none
    }
  }

  private mutating func move(by step: Int, _ entries: [NotebookEntry]) {
    focus = min(max(0, focus + step), max(0, entries.count - 1))
  }

  private mutating func type(_ key: ViewKey, _ entries: [NotebookEntry]) -> Request {
    switch key {
    case .character(let character): search.append(character)
    case .backspace where !search.isEmpty: search.removeLast()
    case .enter:
      isSearching = false
      find(1, entries)
    case .escape, .backspace: isSearching = false
    default: break
    }
    return .none
  }

  /// Goes to the next piece that contains what is searched for, around the end.
  private mutating func find(_ step: Int, _ entries: [NotebookEntry]) {
    guard !search.isEmpty, !entries.isEmpty else { return }
    for distance in 1...entries.count {
      let place = (focus + step * distance + entries.count * distance) % entries.count
      if entries[place].text.lowercased().contains(search.lowercased()) {
        focus = place
        return
      }
    }
  }

  private static let keys = [
    "j k move", "q back", "Enter edit", "r rerun", "z plot", "d remove", "u undo", "/ search",
    "t numbers", "y copy", "s sort", "p pin", "? keys",
  ]
}

extension NotebookEntry {
  /// All that the piece says, as lines: what is copied, and what is searched.
  public var text: String {
    switch content {
    case .text(let text): text
    case .cell(let source, let output):
      ([source] + lines(of: output)).joined(separator: "\n")
    }
  }

  private func lines(of output: Output) -> [String] {
    switch output {
    case .queued, .presented, .running: []
    case .recorded(let lines): lines
    case .finished(let output):
      output.items.flatMap { $0.lines(RenderingOptions()) }
    }
  }

  /// The pictures of the last run.
  public var plots: [Plot] {
    guard case .cell(_, .finished(let output)) = content else { return [] }
    return output.items.compactMap { item in
      guard case .result(.plot(let plot)) = item else { return nil }
      return plot
    }
  }

  /// The last table of the last run.
  public var table: TextPlots.Table? {
    guard case .cell(_, .finished(let output)) = content else { return nil }
    for case .result(.table(let table)) in output.items.reversed() { return table }
    return nil
  }
}
