import ArgumentParser
import Dispatch
import Notebook
import Parallelism
import Terminal
import TextPlots

/// Commands without a screen: no prompt, no echo; results go to standard output, receipts, warnings
/// and errors to standard error.
nonisolated struct Script {
  private let keepsGoing: Bool
  private let theme: Theme
  private let kernel = Kernel()
  private let interrupts = Interrupts()

  /// Commands that end at the first failure unless told to keep going; coloured only when asked to.
  init(keepsGoing: Bool, color: String) {
    self.keepsGoing = keepsGoing
    theme = color == "always" ? .dark : .none
  }

  /// Runs commands that are separated by `;` or lines.
  func run(_ source: String) async throws {
    guard keepsGoing, let lines = try? Parser.lines(of: source) else {
      return try finish(await execute(source))
    }
    let characters = Array(source)
    var status = CellOutput.Status.ok
    for line in lines {
      let ended = await execute(String(characters[line.range]))
      if ended != .ok { status = ended }
    }
    try finish(status)
  }

  /// Runs the commands on standard input as they come; brackets and quotes may span lines.
  func runStandardInput() async throws {
    var pending = ""
    var status = CellOutput.Status.ok
    while let line = readLine(strippingNewline: true) {
      pending += pending.isEmpty ? line : "\n" + line
      if Parser.isUnfinished(pending) { continue }
      let ended = await execute(pending)
      pending = ""
      if ended != .ok { status = ended }
      if ended != .ok && !keepsGoing { break }
    }
    if !pending.isEmpty { status = await execute(pending) }
    try finish(status)
  }

  private func execute(_ source: String) async -> CellOutput.Status {
    TerminalRelay.mark(source)
    let output = await interrupts.cancelling { await kernel.run(source, cancellation: $0) }
    let options = RenderingOptions(width: 80, color: theme != .none)
    for item in output.items {
      let lines = item.block.ansiLines(options, theme: theme)
      if case .result = item {
        ScriptOutput.standard(lines)
      } else {
        ScriptOutput.diagnostic(lines)
      }
    }
    return output.status
  }

  private func finish(_ status: CellOutput.Status) throws {
    switch status {
    case .ok: return
    case .failed: throw ExitCode(1)
    case .partial: throw ExitCode(130)
    }
  }
}
