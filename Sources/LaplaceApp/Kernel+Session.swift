import Notebook

extension Kernel {
  /// A kernel for a session on the notebook of a file, which is journaled and remembers the tutorial.
  init(
    _ notebook: NotebookFile, at path: String?, leaving: Leaving, environment: [String: String]
  ) {
    self.init(
      folder: path.map(NotebookStore.folder) ?? "", notebook: notebook,
      journals: leaving.journals, journal: leaving.journal,
      lessons: LessonProgress(environment: environment))
  }
}
