import CTerm

/// readline, of which a process has one: its callbacks and its line as Swift values.
enum Readline {
  /// The candidates of the last completion, for the words that readline sees.
  private(set) static var candidates: [CompletionCandidate] = []
  /// Whether readline has asked to show them.
  private(set) static var listsCandidates = false
  private static var complete: Completer = { _, cursor in
    CompletionResult(replaceFrom: cursor, candidates: [])
  }

  /// Begins editing with a prompt.
  static func open(_ editing: ct_editing, prompt: String, complete: @escaping Completer) {
    self.complete = complete
    forgetCandidates()
    let callbacks = ct_edit_callbacks(
      complete: { line, length, point, start in
        let line = Array(UnsafeRawBufferPointer(start: line, count: Int(length)))
        MainActor.assumeIsolated { Readline.offer(line, point: Int(point), start: Int(start)) }
      },
      list: { MainActor.assumeIsolated { Readline.listsCandidates = true } })
    ct_edit_open(editing, prompt, callbacks)
  }

  /// The bytes of the edited line.
  static var bytes: [UInt8] {
    Array(UnsafeRawBufferPointer(start: ct_edit_text(), count: Int(ct_edit_length())))
  }

  /// The oldest line handed in.
  static func takeSubmission() -> LineInput? {
    var text: UnsafePointer<CChar>?
    switch ct_edit_take(&text) {
    case CT_LINE_SUBMITTED: return text.map { .line(String(cString: $0)) }
    case CT_END_OF_INPUT: return .endOfInput
    default: return nil
    }
  }

  static func forgetCandidates() {
    candidates = []
    listsCandidates = false
  }

  /// Hands the candidates for a word to readline.
  private static func offer(_ bytes: [UInt8], point: Int, start: Int) {
    let line = String(decoding: bytes, as: UTF8.self)
    func characters(before offset: Int) -> Int {
      String(decoding: bytes.prefix(offset), as: UTF8.self).count
    }
    let result = complete(line, characters(before: point))
    candidates = result.candidates(forWordAt: characters(before: start), in: line)
    listsCandidates = false
    for candidate in candidates {
      ct_completion_add(candidate.text, CChar(bitPattern: candidate.append?.asciiValue ?? 0))
    }
  }
}
