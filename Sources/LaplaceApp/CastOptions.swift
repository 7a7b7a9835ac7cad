import ArgumentParser
import FoundationEssentials
import Notebook
import Terminal

/// `--cast FILE`: what the terminal shows, recorded in a file of asciinema's.
struct CastOptions: ParsableArguments {
  @Option(help: "Record what the terminal shows to a file, NAME.cast (asciinema).")
  var cast: String?

  @Flag(help: "Record what is typed, too.")
  var castInput = false

  /// Records a copy of this program with the same arguments until it ends; does nothing where there is
  /// nothing to record, and in the copy.
  ///
  /// The copy has a terminal of its own, so that nothing that is recorded can be changed by it.
  @MainActor
  func record() throws {
    guard !TerminalRelay.adopt(), let cast else { return }
    let environment = ProcessInfo.processInfo.environment
    guard TerminalCapabilities(environment: environment).isInteractive else {
      throw ValidationError("--cast records a terminal, and input or output is none")
    }
    let recording = try ScriptOutput.reporting {
      try Recording(to: cast, environment: environment, includesInput: castInput)
    }
    throw ExitCode(recording.run())
  }
}
