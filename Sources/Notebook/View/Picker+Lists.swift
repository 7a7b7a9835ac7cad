extension Picker {
  /// The commands, the objects and the last lines, each with what it does.
  public static func palette(_ session: SessionSnapshot, recent: [String]) -> Picker {
    let verbs = Commands.catalogue.commands.map { command in
      Item(
        command.verb, detail: command.summary, action: .insert("\(command.verb) "),
        obstacle: obstacle(command, session))
    }
    let keys = [
      Item("F1 help", detail: "the help of the command that is being typed", action: .run("help")),
      Item("^X u undo", detail: "takes back the last change of names", action: .run("undo")),
      Item("^X r redo", detail: "does again what was undone", action: .run("redo")),
      Item("F5 rerun", detail: "runs the last cell again", action: .run("rerun")),
    ]
    let lines = recent.prefix(20).map { line in
      Item(line, detail: "typed before", action: .insert(line))
    }
    return Picker("palette", verbs + keys + objectItems(session) + lines)
  }

  /// The objects of the session; a posterior is explored, anything else shown.
  public static func objects(_ session: SessionSnapshot) -> Picker {
    Picker("objects", objectItems(session).reversed())
  }

  /// Lines that were handed in before, the newest first, with how they ended.
  public static func history(_ lines: [(text: String, note: String)]) -> Picker {
    Picker(
      "history",
      lines.map { line in Item(line.text, detail: line.note, action: .insert(line.text)) },
      allowsMarks: true)
  }

  /// The keys and what they do.
  public static var keys: Picker {
    Picker("keys", keySheet.map { Item($0, detail: $1, action: .insert("")) })
  }

  private static let keySheet = [
    ("Tab", "completes; again for the next candidate"),
    ("Alt-Enter", "a new line in the command"),
    ("^R ^S", "searches the lines typed before"),
    ("F1", "help of the command that is being typed"),
    ("F2", "finds commands, objects and lines by a few letters"),
    ("F3", "the lines typed before, to take one or several"),
    ("F4", "the objects; Enter explores a posterior"),
    ("F5, Shift-F5", "runs the last cell again, all stale cells"),
    ("F6", "the picture under a cursor: numbers, zoom, axes"),
    ("Esc", "to the cells: move, edit, rerun, remove, copy"),
    ("PgUp PgDn", "scrolls"),
    ("^C", "stops what runs, keeps what is finished; else empties the line"),
    ("^X u, ^X r", "undo, redo"),
    ("^X ^E", "the line in $EDITOR"),
    ("^X ^S", "saves the notebook"),
    ("^X 1, ^X 2", "the notebook alone, with panes beside it"),
    ("F12", "the mouse: wheel and clicks are ours, or the terminal's to select text"),
    ("^L", "paints the screen anew"),
    ("^Z", "to the shell; fg comes back"),
    ("^D", "leaves; unsaved work is kept"),
  ]

  private static func objectItems(_ session: SessionSnapshot) -> [Item] {
    session.objects.map { object in
      Item(
        object.name, detail: "\(object.kind.rawValue): \(object.label)",
        action: .run(object.kind == .posterior ? "explore \(object.name)" : "show \(object.name)"))
    }
  }

  /// Why a command has nothing to work on: what it takes first does not exist yet.
  private static func obstacle(_ command: CommandSignature, _ session: SessionSnapshot) -> String? {
    for parameter in command.arguments.parameters {
      guard case .object(let kind) = parameter.kind, kind != .any, session.current(kind) == nil
      else { continue }
      return "no \(kind.rawValue) yet: \(kind.origin)"
    }
    return nil
  }
}
