import ArgumentParser
import FoundationEssentials
import Notebook
import Parallelism
import Terminal

/// `laplace [FILE]`: a notebook on the screen; commands without a screen with `-c` or a pipe.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Opens a notebook on the screen (the default).")

  @ArgumentParser.Argument(help: "The notebook, NAME.la.md.")
  var file: String?

  @Option(name: .customShort("c"), help: "Run these commands, separated by ; or lines.")
  var commands: String?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Everything in words, line by line in the normal screen; ACCESSIBLE=1 and set plain do so too."
  )
  var plain: Bool?

  @Flag(help: "Go on after a command that fails.")
  var keepGoing = false

  @Option(help: "Colour: auto, always or never.")
  var color: String = "auto"

  @OptionGroup var recording: CastOptions

  @Option(help: "The ground that colours are for: auto, dark or light.")
  var theme: String = "auto"

  func validate() throws {
    guard ["auto", "always", "never"].contains(color) else {
      throw ValidationError("--color is auto, always or never")
    }
    guard ["auto", "dark", "light"].contains(theme) else {
      throw ValidationError("--theme is auto, dark or light")
    }
  }

  func run() async throws {
    try await recording.record()
    MemoryReuse.begin()
    let environment = ProcessInfo.processInfo.environment
    let capabilities = TerminalCapabilities(environment: environment)
    guard commands == nil, capabilities.isInteractive else {
      let script = Script(
        keepsGoing: keepGoing, color: color, plain: plain, environment: environment)
      guard let commands else { return try await script.runStandardInput() }
      return try await script.run(commands)
    }
    let notebook = try ScriptOutput.reporting { try file.map(open) ?? NotebookFile() }
    try await Front(
      notebook: notebook, path: file, capabilities: capabilities, color: color, theme: theme,
      environment: environment
    ).open(FrontMode(flag: plain, environment: environment, terminal: capabilities))
  }

  /// The notebook of a file; a new one where there is no such file yet.
  private func open(_ path: String) throws -> NotebookFile {
    guard FileManager.default.fileExists(atPath: path) else { return NotebookFile() }
    return try NotebookStore.read(path)
  }
}
