import Laplace
import ModelFiles

/// `keep`: a posterior into a file.
enum KeepCommand: Command {
  static let signature = CommandSignature(
    "keep", summary: "a posterior into a .safetensors file, with its model",
    parameters: [
      ParameterSignature("posterior", .object(.posterior), help: "the posterior"),
      ParameterSignature("file", .path(suffixes: [".safetensors"]), help: "the file"),
    ], examples: ["keep p1 p1.safetensors"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.posterior(arguments.object("posterior"))
    let path = arguments.path("file") ?? ""
    let file = try object.posterior.fileContents(metadata: [
      "model_name": object.modelName,
      "model_hash": ModelObject(object.posterior.sessionModel).fingerprint.description,
      "data_hash": object.data.description,
    ])
    try file.write(to: context.files.path(path))
    return Outcome(receipt: "kept \(name) in \(path); a file is not undone", output: [])
  }
}

/// `restore`: a posterior from a file.
enum RestoreCommand: Command {
  static let signature = CommandSignature(
    "restore", summary: "a posterior from a .safetensors file",
    parameters: [
      ParameterSignature("file", .path(suffixes: [".safetensors"]), help: "the file")
    ], examples: ["p1 = restore p1.safetensors"], resultKind: .posterior)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let path = arguments.path("file") ?? ""
    let file = try SafetensorsFile(contentsOf: context.files.path(path))
    let posterior: any SessionPosterior =
      PosteriorFile.isDouble(file) == true
      ? try PosteriorFile.read(file, as: Double.self) : try PosteriorFile.read(file, as: Float.self)
    let model = ModelObject(posterior.sessionModel).fingerprint
    if let expected = file.metadata["model_hash"], expected != model.description {
      throw LaplaceError.unusableFile(
        "the model in the file is not the one the posterior belongs to: its parameters were changed"
      )
    }
    let object = try PosteriorObject(
      posterior, modelName: file.metadata["model_name"] ?? "the file's model",
      data: Fingerprint(file.metadata["data_hash"] ?? ""), seconds: 0)
    return Outcome(
      results: [.init(object: object, defaultName: context.session.bindings.freeName("p"))],
      receipt: "restored \(object.headline)", output: [])
  }
}
