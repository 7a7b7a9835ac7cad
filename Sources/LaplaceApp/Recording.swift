import FoundationEssentials
import Notebook
import Terminal

/// A copy of the program being recorded.
@MainActor
final class Recording {
  private var file: CastFile
  private var cast = Cast()
  private let start = ContinuousClock.now
  private let includesInput: Bool
  private let relay: TerminalRelay

  /// Begins the file, then the copy.
  init(to path: String, environment: [String: String], includesInput: Bool) throws {
    let size = TerminalRelay.size
    file = try CastFile(
      path: path,
      header: Cast.header(
        columns: size.columns, rows: size.rows, terminal: environment["TERM"] ?? "",
        title: (["laplace"] + CommandLine.arguments.dropFirst()).joined(separator: " "),
        time: Int(Date().timeIntervalSince1970)))
    self.includesInput = includesInput
    relay = try TerminalRelay(arguments: CommandLine.arguments)
  }

  /// Records until the copy ends, and gives its exit status.
  func run() -> Int32 {
    let status = relay.run { passage in
      switch passage {
      case .output(let bytes): note(.output(bytes))
      case .input(let bytes): if includesInput { note(.input(bytes)) }
      case .mark(let text): note(.marker(text))
      case .resize(let columns, let rows): note(.resize(columns: columns, rows: rows))
      }
    }
    note(.exit(status: Int(status)))
    if let problem = file.problem { ScriptOutput.diagnostic(problem.lines(source: "")) }
    return status
  }

  private func note(_ event: Cast.Event) {
    for line in cast.lines(of: event, at: start.duration(to: .now)) { file.append(line) }
  }
}
