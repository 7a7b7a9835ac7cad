import ArgumentParser
import Notebook
import Parallelism
import TextPlots

/// Commands without a screen: no prompt, no echo; results go to standard output, receipts, warnings
/// and errors to standard error.
struct Script {
  let keepsGoing: Bool
  private let kernel = Kernel()

  init(keepsGoing: Bool) { self.keepsGoing = keepsGoing }

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
    let cancellation = Cancellation()
    let output = await kernel.run(source, cancellation: cancellation)
    let options = RenderingOptions(width: 80)
    for item in output.items {
      if case .result = item {
        ScriptOutput.standard(item.lines(options))
      } else {
        ScriptOutput.diagnostic(item.lines(options))
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
