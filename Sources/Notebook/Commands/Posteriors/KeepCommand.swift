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

/// `restore`: a posterior from a file that `keep` wrote, or from one of PyTorch; which of the two it is, its
/// content tells.
enum RestoreCommand: Command {
  static let signature = CommandSignature(
    "restore", summary: "a posterior from a .safetensors file, or from a .pt of laplace-torch",
    parameters: [
      ParameterSignature(
        "file", .path(suffixes: [".safetensors", ".pt", ".pth", ".bin"]), help: "the file")
    ],
    options: [
      OptionSignature(
        "model", .object(.model), help: "the model that a file of PyTorch, which has none, is about"
      )
    ], examples: ["p1 = restore p1.safetensors", "p2 = restore state.pt model=m1"],
    resultKind: .posterior)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let path = context.files.path(arguments.path("file") ?? "")
    let model = arguments.object("model")
    let object: PosteriorObject
    if try TorchArchive.isArchive(contentsOf: path) {
      guard let model else {
        throw Problem(
          .missingArgument, "A file of PyTorch has no weights, so restore needs model=.",
          at: arguments.place(of: "file"),
          remedies: ["open or train the model that the posterior is about, and give it as model="])
      }
      let (name, found) = try context.model(model)
      object = try PosteriorObject(
        found.model.posterior(in: TorchArchive(contentsOf: path)), modelName: name,
        data: Fingerprint(), seconds: 0)
    } else {
      guard model == nil else {
        throw Problem(
          .notApplicable, "The file holds its own model; model= is for files of PyTorch.",
          at: arguments.place(of: "model"))
      }
      object = try kept(SafetensorsFile(contentsOf: path))
    }
    return Outcome(
      results: [.init(object: object, defaultName: context.session.bindings.freeName("p"))],
      receipt: "restored \(object.headline)", output: [])
  }

  /// The posterior in a file that `keep` wrote.
  private static func kept(_ file: SafetensorsFile) throws -> PosteriorObject {
    let posterior: any SessionPosterior =
      PosteriorFile.isDouble(file) == true
      ? try PosteriorFile.read(file, as: Double.self) : try PosteriorFile.read(file, as: Float.self)
    let model = ModelObject(posterior.sessionModel).fingerprint
    if let expected = file.metadata["model_hash"], expected != model.description {
      throw LaplaceError.unusableFile(
        "the model in the file is not the one the posterior belongs to: its parameters were changed"
      )
    }
    return try PosteriorObject(
      posterior, modelName: file.metadata["model_name"] ?? "the file's model",
      data: Fingerprint(file.metadata["data_hash"] ?? ""), seconds: 0)
  }
}
