import ArgumentParser
import FoundationEssentials
import Notebook
import Parallelism

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

  @Flag(help: "Go on after a cell that fails.")
  var keepGoing = false

  @Option(help: "Write the notebook with its outputs to a file: .ipynb, .html, .md or .sh.")
  var export: String?

  @Flag(inversion: .prefixedNo, help: "Print in words, without pictures.")
  var plain: Bool?

  @Option(help: "The relative difference of two numbers that still agree.")
  var rtol = 1e-6

  func validate() throws {
    guard let export else { return }
    do {
      _ = try ExportFormat(path: export)
    } catch {
      throw ValidationError(error.message)
    }
  }

  func run() async throws {
    MemoryReuse.begin()
    let notebook = try ScriptOutput.reporting { try NotebookStore.read(file) }
    let isQuiet = check
    let isPlain = plain ?? ProcessInfo.processInfo.environment.asksForPlain ?? false
    let options = RenderingOptions(width: CellOutput.recordedWidth, isPlain: isPlain)
    let replay = await Replay(
      notebook, folder: NotebookStore.folder(of: file), keepsGoing: keepGoing || check
    ) { cell, output in
      guard !isQuiet else { return }
      ScriptOutput.standard(cell.source.split(separator: "\n").map { "la> \($0)" })
      ScriptOutput.standard(output.items.flatMap { $0.lines(options) } + [""])
    }
    if let export {
      try ScriptOutput.reporting {
        try NotebookStore.write(replay.notebook, as: ExportFormat(path: export), to: export)
      }
    }
    if check { try report(replay.differences(from: notebook, tolerance: rtol)) }
    if record {
      try ScriptOutput.reporting { try NotebookStore.write(replay.notebook, to: file) }
    }
    if !replay.succeeded && !check { throw ExitCode(1) }
  }

  private func report(_ differences: [NotebookComparison]) throws {
    guard !differences.isEmpty else { return ScriptOutput.standard(["\(file): as recorded"]) }
    for difference in differences {
      ScriptOutput.standard(["\(file) #\(difference.id)"] + difference.difference)
    }
    if !record { throw ExitCode(1) }
  }
}
