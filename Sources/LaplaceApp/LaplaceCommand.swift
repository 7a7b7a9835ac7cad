import ArgumentParser

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The program: a notebook on the screen, or commands without one.
@main
struct LaplaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "laplace",
    abstract: "Explores Laplace approximations of neural networks.",
    discussion: """
      laplace                     an empty notebook on the screen
      laplace FILE.la.md          a notebook on the screen
      laplace run FILE.la.md      a notebook as text; --check compares, --record rewrites
      laplace -c 'load iris'      commands, separated by ; or lines
      laplace < commands          commands from standard input
      laplace --cast FILE.cast    what the terminal shows, recorded for asciinema
      """,
    subcommands: [OpenCommand.self, RunCommand.self], defaultSubcommand: OpenCommand.self)

  /// Runs the program; arguments that make no sense end it with 2.
  static func main() async {
    // A file that may not grow any further is a failed write, not the end of the program.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var waiting = command as? any AsyncParsableCommand {
        try await waiting.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      ScriptOutput.diagnostic([fullMessage(for: error)])
      leave(2)
    }
  }
}

/// Ends the process; `exit` alone would name the command's own function.
private func leave(_ status: CInt) -> Never { exit(status) }
