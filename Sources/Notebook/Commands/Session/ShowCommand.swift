import TextPlots

/// `show`: what an object is, or which objects there are.
enum ShowCommand: Command {
  static let signature = CommandSignature(
    "show", summary: "what an object is; without one, all objects",
    parameters: [
      ParameterSignature(
        "object", .object(.any), help: "the object", isOptional: true, takesInput: true)
    ],
    examples: ["show", "show d1", "show p1"], resultKind: .any)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let reference = arguments.object("object") else {
      return Outcome(output: [.table(objects(context.session.bindings))])
    }
    let (name, object) = try context.resolve(reference)
    context.inputName = name
    return Outcome(
      results: [.init(object: object)],
      output: [.lines(["\(name): \(object.headline)"]), .table(try object.table())])
  }

  private static func objects(_ bindings: Bindings) -> TextPlots.Table {
    TextPlots.Table(
      columns: [.init("name"), .init("kind"), .init("content"), .init("id")],
      rows: bindings.names.compactMap { name in
        bindings[name].map { [name, $0.kind.rawValue, $0.headline, $0.fingerprint.short] }
      })
  }
}
