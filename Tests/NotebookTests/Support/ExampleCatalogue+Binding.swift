import Notebook
import Testing

extension ExampleCatalogue {
  /// Binds the first line of a text in the example session.
  static func bound(_ text: String) throws -> BoundLine {
    let binder = Binder(catalogue: catalogue, session: ExampleSession())
    return try binder.bind(try #require(try Parser.lines(of: text).first))
  }

  /// The arguments of the first command of a text.
  static func arguments(_ text: String) throws -> BoundArguments {
    guard case .command(let command)? = try bound(text).stages.first else {
      throw Problem(.unknownCommand, "The line has no command.")
    }
    return command.arguments
  }
}
