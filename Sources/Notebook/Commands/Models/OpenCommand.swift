import ModelFiles
import Tensors

/// `open`: a model from a file.
enum OpenCommand: Command {
  static let signature = CommandSignature(
    "open", summary: "a model from a .safetensors file",
    parameters: [
      ParameterSignature("file", .path(suffixes: [".safetensors"]), help: "the file")
    ], examples: ["m1 = open model.safetensors"], resultKind: .model)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let path = arguments.path("file") ?? ""
    let file = try SafetensorsFile(contentsOf: context.files.path(path))
    let model: any SessionModel =
      switch context.session.settings.scalar {
      case .float: try ModelFile.read(file, as: Float.self)
      case .double: try ModelFile.read(file, as: Double.self)
      }
    let object = ModelObject(model)
    return Outcome(
      results: [.init(object: object, defaultName: context.session.bindings.freeName("m"))],
      receipt: object.headline, output: [])
  }
}
