import ArgumentParser
import FoundationEssentials
import Notebook
import Parallelism
import Terminal

/// `laplace run FILE`: every cell's output as text.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a notebook and prints what its cells give.")

  @ArgumentParser.Argument(help: "The notebook, NAME.la.md.")
  var file: String

  @Flag(help: "Compare with the recorded output; exit with 1 where it differs.")
  var check = false

  @Flag(help: "Write the outputs into the notebook.")
  var record = false

  @Flag(help: "Show it on the terminal cell by cell; Space goes on.")
  var present = false

  @Flag(help: "Go on after a cell that fails.")
  var keepGoing = false

  @Option(help: "Write the notebook with its outputs to a file: .ipynb, .html, .md or .sh.")
  var export: String?

  @Flag(inversion: .prefixedNo, help: "Print in words, without pictures.")
  var plain: Bool?

  @Option(help: "The relative difference of two numbers that still agree.")
  var rtol = 1e-6

  @OptionGroup var recording: CastOptions

  func validate() throws {
    if present && (check || record || keepGoing || export != nil) {
      throw ValidationError("--present shows; it does not check, record, export or keep going")
    }
    guard let export else { return }
    do {
      _ = try ExportFormat(path: export)
    } catch {
      throw ValidationError(error.message)
    }
  }

  func run() async throws {
    try await recording.record()
    MemoryReuse.begin()
    let notebook = try ScriptOutput.reporting { try NotebookStore.read(file) }
    if present { return try await show(notebook) }
    let isQuiet = check
    let isPlain = plain ?? ProcessInfo.processInfo.environment.asksForPlain ?? false
    let options = RenderingOptions(width: CellOutput.recordedWidth, isPlain: isPlain)
    let (folder, keepsGoing) = (NotebookStore.folder(of: file), keepGoing || check)
    let (replay, isStopped) = await Interrupts().cancelling { cancellation in
      let replay = await Replay(
        notebook, folder: folder, keepsGoing: keepsGoing, cancellation: cancellation,
        beginning: { TerminalRelay.mark($0.source) }
      ) { cell, output in
        guard !isQuiet else { return }
        ScriptOutput.standard(cell.source.split(separator: "\n").map { "la> \($0)" })
        ScriptOutput.standard(output.items.flatMap { $0.lines(options) } + [""])
      }
      return (replay, cancellation.isCancelled)
    }
    if let export {
      try ScriptOutput.reporting {
        try NotebookStore.write(replay.notebook, as: ExportFormat(path: export), to: export)
      }
    }
    if check && !isStopped { try report(replay.differences(from: notebook, tolerance: rtol)) }
    if record {
      try ScriptOutput.reporting { try NotebookStore.write(replay.notebook, to: file) }
    }
    if isStopped { throw ExitCode(130) }
    if !replay.succeeded && !check { throw ExitCode(1) }
  }

  private func show(_ notebook: NotebookFile) async throws {
    let environment = ProcessInfo.processInfo.environment
    let capabilities = TerminalCapabilities(environment: environment)
    guard capabilities.isInteractive else {
      ScriptOutput.diagnostic(["error: --present needs a terminal"])
      throw ExitCode(2)
    }
    try await Front(
      notebook: notebook, path: file, capabilities: capabilities, color: "auto",
      environment: environment, isPresented: true
    ).open(FrontMode(flag: plain, environment: environment, terminal: capabilities))
  }

  private func report(_ differences: [NotebookComparison]) throws {
    guard !differences.isEmpty else { return ScriptOutput.standard(["\(file): as recorded"]) }
    for difference in differences {
      ScriptOutput.standard(["\(file) #\(difference.id)"] + difference.difference)
    }
    if !record { throw ExitCode(1) }
  }
}
