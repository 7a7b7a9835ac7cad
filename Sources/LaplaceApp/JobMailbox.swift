import Laplace
import Notebook
import Parallelism
import Synchronization

/// What a running cell has to tell, on its way from the kernel to the screen.
nonisolated final class JobMailbox: Sendable {
  /// A message of a job.
  enum Message: Sendable {
    /// How far it is.
    case progress(Parallelism.Progress.Report)
    /// It ended, with what came of it and the session after it.
    case finished(CellOutput, SessionSnapshot, NotebookFile)
    /// The notebook was edited, with what ran because of that and the session after it.
    case edited(CellOutput, SessionSnapshot, NotebookFile)
    /// The live view has learned more.
    case learned(ExplorationKnowledge)
    /// The best settings were looked for.
    case found(PosteriorSettings?, Exploration.Optimum)
  }

  private let messages = Mutex<[Message]>([])

  /// Leaves a message; only the last of several reports is kept.
  func post(_ message: Message) {
    messages.withLock { waiting in
      switch (message, waiting.last) {
      case (.progress, .progress), (.learned, .learned): waiting.removeLast()
      default: break
      }
      waiting.append(message)
    }
  }

  /// Takes the messages.
  func drain() -> [Message] {
    messages.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
