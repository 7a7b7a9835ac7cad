import CTerm

/// Line editing in the ordinary screen, for dumb terminals and screen readers: readline reads the
/// keys and draws the line, with the same completions and history.
@MainActor
public final class PlainEditor {
  private let events: EventSource
  private let completer: Completer

  /// An editor that waits for keys and signals together, so that Control-C never ends the program.
  public init(events: EventSource, completer: @escaping Completer) {
    self.events = events
    self.completer = completer
    _ = ct_locale()
  }

  /// Reads a line that may begin with a text; what other threads announce meanwhile, and what has been
  /// typed so far, is left to the closures.
  public func readLine(
    prompt: String = "la> ", beginning text: String = "", onWake: () -> Void = {},
    onInput: (String) -> Void = { _ in }
  ) -> LineInput {
    Readline.open(CT_EDIT_PLAIN, prompt: prompt, complete: completer)
    defer { ct_edit_close() }
    if !text.isEmpty {
      ct_edit_insert(text)
      ct_edit_redraw()
    }
    while true {
      let happened = events.wait(milliseconds: nil)
      if happened.contains(.terminate) { return .endOfInput }
      if happened.contains(.interrupt) {
        ct_edit_abort()
        return .interrupted
      }
      if happened.contains(.suspend) { ct_edit_suspend() }
      if happened.contains(.continued) { ct_edit_redraw() }
      if happened.contains(.resize) { ct_edit_resize() }
      if happened.contains(.wake) { onWake() }
      if happened.contains(.input) { ct_edit_read() }
      if let line = Readline.takeSubmission() { return line }
      onInput(String(decoding: Readline.bytes, as: UTF8.self))
    }
  }

  /// Adds a line to those that the history keys walk through and search.
  public func addHistory(_ line: String) {
    if !line.isEmpty { ct_history_add(line) }
  }
}
