import ModelFiles
import Tensors

/// `save`: a model, or the notebook, into a file.
enum SaveCommand: Command {
  static let signature = CommandSignature(
    "save", summary: "a model into a .safetensors file, or the notebook into a .la.md file",
    parameters: [
      ParameterSignature("model", .object(.model), help: "the model", isOptional: true),
      ParameterSignature("file", .path(suffixes: [".safetensors", ".la.md"]), help: "the file"),
    ], examples: ["save m1 model.safetensors", "save notes.la.md"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let path = arguments.path("file") ?? ""
    if path.hasSuffix(".la.md") {
      try context.files.write(context.notebook.text, to: path)
      var outcome = Outcome(receipt: "wrote the notebook to \(path)", output: [])
      outcome.savesNotebook = true
      return outcome
    }
    let (name, object) = try context.model(arguments.object("model"))
    var file = SafetensorsWriter()
    try object.model.write(to: &file)
    try file.write(to: context.files.path(path))
    return Outcome(receipt: "wrote \(name) to \(path); a file is not undone", output: [])
  }
}
