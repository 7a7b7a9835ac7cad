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
  private let palette: NotebookPalette
  /// Whether a flag or the environment asks for plain mode; nil for neither.
  private let plain: Bool?
  private let kernel = Kernel()
  private let interrupts = Interrupts()

  /// Commands that end at the first failure unless told to keep going; coloured only when asked to, on a
  /// terminal too.
  init(keepsGoing: Bool, color: String, plain: Bool?, environment: [String: String]) {
    self.keepsGoing = keepsGoing
    self.plain = plain ?? environment.asksForPlain
    let pipe = TerminalCapabilities(
      environment: environment, inputIsTerminal: false, outputIsTerminal: false)
    palette = NotebookPalette(pipe, color: color, environment: environment)
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
    let snapshot = await kernel.snapshot
    let palette = palette.following(snapshot)
    let options = RenderingOptions(
      width: 80, glyphs: GlyphLevel(rawValue: snapshot.glyphChoice) ?? .braille,
      color: palette.theme != .none, isPlain: plain ?? snapshot.plainChoice ?? false,
      tables: snapshot.tableChoice)
    for item in output.items {
      let lines = item.block(options).ansiLines(options, theme: palette.theme)
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
