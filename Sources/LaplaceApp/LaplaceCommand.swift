import ArgumentParser

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
      """,
    subcommands: [OpenCommand.self, RunCommand.self], defaultSubcommand: OpenCommand.self)
}
