import CTerm

/// The command line of the full screen: readline with the drawing left to the screen.
///
/// It takes keys and holds the text, the cursor and the prompt to be drawn; lines that were ended
/// with Enter wait to be taken. There is one per process.
@MainActor
public final class LineEditor {
  /// The prompt outside a search.
  public let prompt: String

  /// An empty line with a prompt and what finds completions for it.
  public init(prompt: String = "la> ", completer: @escaping Completer) {
    self.prompt = prompt
    _ = ct_locale()
    Readline.open(CT_EDIT_QUEUED, prompt: prompt, complete: completer)
  }

  isolated deinit { ct_edit_close() }

  // MARK: Keys

  /// Hands the bytes of whole keys to readline.
  public func feed(_ bytes: [UInt8]) {
    ct_edit_feed(bytes, bytes.count)
    if !ct_edit_is_completing() { Readline.forgetCandidates() }
  }

  /// Inserts text at the cursor, such as a paste; a running search takes none.
  public func insert(_ text: String) {
    guard !isSearching else { return }
    Readline.forgetCandidates()
    ct_edit_insert(text)
  }

  /// Replaces the line and puts the cursor behind some of its characters.
  public func set(text: String, point: Int) {
    Readline.forgetCandidates()
    ct_edit_set(text, Int32(clamping: String(text.prefix(point)).utf8.count))
  }

  /// Leaves any search and empties the line.
  public func abort() {
    Readline.forgetCandidates()
    ct_edit_abort()
  }

  /// The lines handed in since the last call, in order.
  public func takeSubmissions() -> [LineInput] {
    var lines: [LineInput] = []
    while let line = Readline.takeSubmission() { lines.append(line) }
    return lines
  }

  // MARK: The line

  /// The text typed so far.
  public var text: String { String(decoding: Readline.bytes, as: UTF8.self) }

  /// The number of characters before the cursor.
  public var cursor: Int {
    String(decoding: Readline.bytes.prefix(Int(ct_edit_point())), as: UTF8.self).count
  }

  /// The number of terminal columns from the beginning of the prompt to the cursor, if the line is
  /// drawn in one row.
  public var cursorColumn: Int { layout(width: .max).cursor.column }

  /// The prompt and the line as rows of a width, with the cursor in them.
  public func layout(width: Int) -> LineLayout {
    LineLayout(prompt: displayedPrompt, text: text, cursor: cursor, width: width)
  }

  /// The prompt of a running search or count, with what was searched for; nil outside of one.
  public var searchPrompt: String? {
    let displayed = displayedPrompt
    return displayed == prompt ? nil : displayed
  }

  /// Whether keys go to a search of the history.
  public var isSearching: Bool { ct_edit_is_searching() }

  /// Whether the user's settings choose the keys of vi, which need Escape for themselves.
  public var hasViKeys: Bool { ct_edit_is_vi() }

  private var displayedPrompt: String { String(cString: ct_edit_prompt()) }

  // MARK: Completion

  /// The choices to show above the line; empty if there are none or the word is finished.
  public var displayedMatches: [CompletionCandidate] {
    Readline.listsCandidates ? Readline.candidates : []
  }

  /// The choice that stands in the line just now.
  public var selectedMatch: Int? {
    let before = text.prefix(cursor)
    return displayedMatches.indices.filter { before.hasSuffix(displayedMatches[$0].text) }
      .max { displayedMatches[$0].text.count < displayedMatches[$1].text.count }
  }

  // MARK: History

  /// Adds a line to those that the history keys walk through and search.
  public func addHistory(_ line: String) {
    guard !line.isEmpty else { return }
    ct_history_add(line)
  }

  /// Replaces the lines of the history.
  public func setHistory(_ lines: some Sequence<String>) {
    ct_history_clear()
    for line in lines { ct_history_add(line) }
  }
}
