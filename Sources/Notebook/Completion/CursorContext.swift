/// What the cursor stands in: the open brackets around it, and the word being typed.
struct CursorContext {
  /// A bracket that is open at the cursor, or the stage itself.
  enum Frame {
    /// Arguments of a command, or of a call.
    case arguments(CursorScope)
    /// Elements of a list.
    case list
    /// Something the catalogue does not know.
    case unknown
  }

  /// Whether the verb of the stage is yet to come.
  var isAtHead = true
  /// What comes through the pipe; nil in the first stage.
  var input: ObjectKind?
  /// What the stage will give.
  var result: ObjectKind?
  /// From the stage inwards.
  var frames: [Frame] = []
  /// Whether a range was just written, which `log`, `lin` or `step` may follow.
  var isAfterRange = false
  /// Whether the second end of a range is being typed.
  var isInRange = false
  /// Whether nothing can be completed: in a comment.
  var isInComment = false
  /// Whether the word being typed is a quoted text.
  var isInText = false
  /// What has been typed of the word at the cursor.
  var prefix = ""
  /// Where that word begins.
  var start = 0

  /// The command, function or choice whose arguments are being typed.
  var scope: CursorScope? {
    for frame in frames.reversed() {
      switch frame {
      case .arguments(let scope): return scope
      case .unknown: return nil
      case .list: continue
      }
    }
    return nil
  }

  /// Whether the cursor is inside brackets.
  var isInBrackets: Bool { frames.count > 1 }

  /// Whether only a value can stand here, not an option or a switch.
  var expectsValue: Bool {
    if case .list? = frames.last { return true }
    return scope?.pendingKey != nil
  }

  /// Changes the innermost scope.
  mutating func updateScope(_ change: (inout CursorScope) -> Void) {
    guard let index = frames.lastIndex(where: { if case .list = $0 { false } else { true } }),
      case .arguments(var scope) = frames[index]
    else { return }
    change(&scope)
    frames[index] = .arguments(scope)
  }
}
