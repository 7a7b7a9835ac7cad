/// What the language may ask about a session: names, kinds, columns and files.
public struct SessionSnapshot: SessionFacts, Sendable {
  private let session: Session
  private let notebookFiles: NotebookFiles

  /// The numbers of the cells whose output no longer belongs to what they would read and do now.
  public let staleCells: Set<Int>

  init(_ session: Session, files: NotebookFiles, staleCells: Set<Int> = []) {
    self.session = session
    notebookFiles = files
    self.staleCells = staleCells
  }

  /// The objects that have a name, the newest last.
  public var objects: [ObjectFact] {
    session.bindings.names.compactMap { name in
      session.bindings[name].map { ObjectFact(name, $0.kind, label: $0.headline) }
    }
  }

  /// What an object is; nil if there is none.
  public func kind(of noun: Noun) -> ObjectKind? { session.object(noun)?.kind }

  /// The columns of data; of a table for other objects.
  public func columns(of noun: Noun) -> [String]? {
    let object = session.object(noun)
    return (object as? DataObject)?.columnNames ?? (try? object?.table())?.columns.map(\.title)
  }

  /// The inputs that a posterior or a model takes.
  public func inputs(of noun: Noun) -> [String]? {
    session.object(noun).flatMap { session.inputNames(of: $0) }
  }

  /// The files and folders whose path begins so, folders with a slash at the end.
  public func files(startingWith path: String) -> [String] {
    notebookFiles.names(startingWith: path)
  }

  /// The name of the last object of a kind, which a command takes when none is given.
  public func current(_ kind: ObjectKind) -> String? { session.bindings.latest(kind) }

  /// What the lesson that is on asks for; nil without one.
  public var task: String? { session.lesson?.headline }

  /// How to go on after the lesson that was the last; nil where there was none.
  public var nextLesson: String? {
    guard let lesson = session.lesson, lesson.task == nil else { return nil }
    return LessonText.goingOn(after: lesson.lesson) ?? "tutorial lists the lessons"
  }

  /// Whether output is coloured, as `set color=` chose: `auto`, `always` or `never`.
  public var colorChoice: String { session.settings.color.rawValue }

  /// The ground of the colours, as `set theme=` chose: `auto`, `dark` or `light`.
  public var themeChoice: String { session.settings.theme.rawValue }

  /// Whether output is in words alone, as `set plain` chose; nil for no choice.
  public var plainChoice: Bool? { session.settings.isPlain }

  /// How tables are laid out, as `set table=` chose; nil for no choice.
  public var tableChoice: TableForm? { session.settings.tables }

  /// The characters of plots, as `set glyphs=` chose: `braille`, `block` or `ascii`.
  public var glyphChoice: String { session.settings.glyphs.rawValue }
}
