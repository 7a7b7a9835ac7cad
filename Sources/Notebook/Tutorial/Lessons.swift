import CEmbeddedLessons

/// The lessons that are part of the program.
enum Lessons {
  /// The lessons, in order.
  static let all: [Lesson] = [
    embedded_lesson_1(), embedded_lesson_2(), embedded_lesson_3(), embedded_lesson_4(),
    embedded_lesson_5(), embedded_lesson_6(), embedded_lesson_7(),
  ].enumerated().map { index, bytes in
    do {
      let notebook = try NotebookFile(
        bytes: UnsafeBufferPointer(start: bytes.start, count: bytes.count))
      return try Lesson(notebook, number: index + 1)
    } catch {
      preconditionFailure("lesson \(index + 1): \(error)")
    }
  }
}
