import Curvature
import ModelFiles
import NeuralNetworks
import Tensors

/// A posterior as a self-contained safetensors file: model, curvature, settings and format version.
///
/// The curvature's sums stand under `curvature.NAME` in Double, the model as `ModelFile` writes it. In
/// the metadata: `laplace` (the format version), `subset`, `structure`, `curvature`, `scalar`, `loss`,
/// `n_data`, `prior_precision`, `noise`, `temperature`, `batch`, and what the caller adds.
public enum PosteriorFile {
  /// The version of the format that is written, and the newest that is read.
  public static let version = 1

  private static let prefix = "curvature."

  /// The content of a file that holds a posterior.
  public static func contents<Scalar: TensorScalar>(
    of posterior: LaplacePosterior<Scalar>, metadata: [String: String] = [:]
  ) throws -> SafetensorsWriter {
    let settings = posterior.settings
    var file = SafetensorsWriter(metadata: metadata)
    try ModelFile.add(posterior.model, to: &file)
    for (name, tensor) in posterior.curvature.tensors { try file.add(prefix + name, tensor) }
    let entries: [String: String] = [
      "laplace": "\(version)", "subset": posterior.options.subset.rawValue,
      "structure": posterior.options.structure.rawValue,
      "curvature": posterior.options.curvature.rawValue,
      "scalar": Scalar.self == Double.self ? "double" : "float", "loss": "\(posterior.loss)",
      "n_data": "\(posterior.exampleCount)", "prior_precision": "\(settings.priorPrecision)",
      "noise": "\(settings.noise)", "temperature": "\(settings.temperature)",
      "batch": "\(posterior.options.batchSize)",
    ]
    file.metadata.merge(entries) { _, own in own }
    return file
  }

  /// Whether a file holds a posterior over a Double network; nil when it holds no posterior.
  public static func isDouble(_ file: SafetensorsFile) -> Bool? {
    file.metadata["laplace"] == nil ? nil : file.metadata["scalar"] == "double"
  }

  /// The posterior in a file: it predicts bit for bit what the one that was written did.
  public static func read<Scalar: TensorScalar>(
    _ file: SafetensorsFile, as scalar: Scalar.Type
  ) throws -> LaplacePosterior<Scalar> {
    let version = try number(file, "laplace", Int.init)
    guard version <= PosteriorFile.version else {
      throw LaplaceError.unusableFile(
        "the file has format version \(version), and this program reads up to \(self.version)")
    }
    let model = try ModelFile.read(file, as: scalar)
    var options = LaplaceOptions()
    options.subset = try choice(file, "subset")
    options.structure = try choice(file, "structure")
    options.curvature = try choice(file, "curvature")
    options.batchSize = max(1, try number(file, "batch", Int.init))
    let selection = options.subset.selection(in: model.network)
    let zero = options.structure.zero(for: selection)
    return try LaplacePosterior(
      model: model, options: options, curvature: try sum(like: zero, in: file),
      loss: try number(file, "loss", Double.init),
      exampleCount: try number(file, "n_data", Int.init),
      settings: PosteriorSettings(
        priorPrecision: try number(file, "prior_precision", Double.init),
        noise: try number(file, "noise", Double.init),
        temperature: try number(file, "temperature", Double.init)))
  }

  private static func sum<Sum: CurvatureSum>(
    like zero: Sum, in file: SafetensorsFile
  ) throws -> any CurvatureSum {
    var tensors: [String: Tensor<Double>] = [:]
    for name in file.names where name.hasPrefix(prefix) {
      let tensor = try file.tensor(named: name, as: Double.self)
      guard tensor.isFinite else {
        throw LaplaceError.unusableFile("tensor '\(name)' holds a number that is not finite")
      }
      tensors[String(name.dropFirst(prefix.count))] = tensor
    }
    guard let sum = Sum(zero.selection, tensors: tensors) else {
      throw LaplaceError.unusableFile(
        "the curvature in the file does not fit its model of \(zero.selection.count) parameters")
    }
    return sum
  }

  private static func text(_ file: SafetensorsFile, _ name: String) throws -> String {
    guard let text = file.metadata[name] else {
      throw LaplaceError.unusableFile("the file's metadata has no '\(name)', so it is no posterior")
    }
    return text
  }

  private static func number<Number>(
    _ file: SafetensorsFile, _ name: String, _ parse: (String) -> Number?
  ) throws -> Number {
    let text = try text(file, name)
    guard let number = parse(text) else {
      throw LaplaceError.unusableFile("metadata '\(name)': '\(text)' is no number")
    }
    return number
  }

  private static func choice<Choice: RawRepresentable & CaseIterable>(
    _ file: SafetensorsFile, _ name: String
  ) throws -> Choice where Choice.RawValue == String {
    let text = try text(file, name)
    guard let choice = Choice(rawValue: text) else {
      throw LaplaceError.unusableFile(
        "metadata '\(name)': '\(text)' is none of "
          + Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }
}
