import Notebook
import Terminal

extension NotebookScreen {
  /// The rest of the default of the option that was typed last, shown behind the cursor.
  var ghost: String? {
    guard case .line = focus else { return nil }
    return Completer(catalogue: Commands.catalogue, session: snapshot)
      .ghost(of: editor.text, cursor: editor.cursor)
  }
}

extension KeyEvent {
  /// Whether the key moves to the right or to the end of the line: arrow, End, and as in emacs.
  var goesRight: Bool {
    guard case .line(let bytes) = self else { return false }
    return [
      [0x1B, 0x5B, 0x43], [0x1B, 0x4F, 0x43], [0x1B, 0x5B, 0x46], [0x1B, 0x4F, 0x46],
      [0x1B, 0x5B, 0x34, 0x7E], [0x05], [0x06],
    ].contains(bytes)
  }
}
