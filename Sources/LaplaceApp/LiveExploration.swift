import Notebook
import Parallelism
import Terminal

/// A posterior under sliders, in place of the notebook until it is left.
struct LiveExploration {
  /// What is shown.
  var state: ExploreState
  private let exploration: Exploration
  private let cancellation = Cancellation()
  private let mailbox: JobMailbox
  private let events: EventSource

  /// Opens the view; what it needs is learned in the background and arrives in the mailbox.
  init(_ exploration: Exploration, mailbox: JobMailbox, events: EventSource) {
    self.exploration = exploration
    self.mailbox = mailbox
    self.events = events
    state = ExploreState(exploration)
    Task.detached { [cancellation] in
      exploration.learn(cancellation: cancellation) { knowledge in
        mailbox.post(.learned(knowledge))
        events.wake()
      }
    }
  }

  /// Looks for the best settings in the background.
  func find(_ optimum: Exploration.Optimum) {
    Task.detached { [exploration, cancellation, mailbox, events, state] in
      let found = exploration.optimum(
        optimum, from: state.settings, state.knowledge, cancellation: cancellation)
      mailbox.post(.found(found, optimum))
      events.wake()
    }
  }

  /// Stops what runs in the background.
  func close() { cancellation.cancel() }
}
