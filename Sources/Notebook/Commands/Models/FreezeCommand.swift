import NeuralNetworks

/// `freeze`: a model some of whose weights stay as they are.
enum FreezeCommand: Command {
  static let signature = CommandSignature(
    "freeze", summary: "keeps some weights of a model as they are",
    parameters: [
      ParameterSignature(
        "model", .object(.model), help: "the model; the last one without it", isOptional: true,
        takesInput: true)
    ],
    options: [
      OptionSignature(
        "params", .list(of: .text), help: "names of weights, such as 0.bias", aliases: ["tensors"]),
      OptionSignature(
        "modules", .list(of: .text), help: "layers by position, such as 0 or 3.body"),
    ],
    flags: [FlagSignature("none", help: "everything moves again, but what is named here")],
    examples: ["freeze m1 params=[0.bias] modules=[2]", "freeze m1 +none"], resultKind: .model)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.model(arguments.object("model"))
    guard arguments.isGiven("params") || arguments.isGiven("modules") || arguments.isOn("none")
    else {
      throw Problem(
        .missingArgument, "freeze needs params=, modules= or +none.",
        at: arguments.place(of: "model"),
        remedies: ["modules of \(name): \(object.model.layout.modules.joined(separator: ", "))"])
    }
    var model = arguments.isOn("none") ? object.model.thawed() : object.model
    do {
      model = try model.freezing(tensors: arguments.texts("params"), modules: [])
    } catch {
      throw Problem.describing(error, at: arguments.place(of: "params"))
    }
    do {
      model = try model.freezing(tensors: [], modules: arguments.texts("modules"))
    } catch {
      throw Problem.describing(error, at: arguments.place(of: "modules"))
    }
    let frozen = ModelObject(model, training: object.training)
    return Outcome(
      results: [.init(object: frozen, defaultName: name)], receipt: frozen.headline, output: [])
  }
}
