/// What a session has done: the objects that were made, with their names, and the verbs that succeeded.
struct LessonRecord: Sendable {
  /// The objects, in the order they were made.
  private(set) var made: [(name: String, object: any SessionObject)] = []
  /// The verbs of the commands that succeeded.
  private(set) var verbs: Set<String> = []

  /// Notes a line that succeeded.
  mutating func note(
    verbs: some Sequence<String>, made: some Sequence<(name: String, object: any SessionObject)>
  ) {
    self.verbs.formUnion(verbs)
    self.made += made
  }

  /// Adds what came after.
  mutating func append(_ later: LessonRecord) { note(verbs: later.verbs, made: later.made) }
}
