import Curvature
import ModelFiles
import NeuralNetworks
import Tensors

/// A posterior as a self-contained safetensors file: model, curvature, settings and format version.
///
/// The curvature's sums stand under `curvature.NAME` in Double, the model as `ModelFile` writes it. In
/// the metadata: `laplace` (the format version), `subset`, `structure`, `curvature`, `scalar`, `loss`,
/// `n_data`, `prior_shape`, `noise`, `temperature`, `batch`, and what the caller adds. Prior precisions
/// and prior mean are the tensors `prior.precision` and `prior.mean`.
public enum PosteriorFile {
  /// The version of the format that is written, and the newest that is read.
  public static let version = 3

  private static let prefix = "curvature."

  /// The content of a file that holds a posterior.
  public static func contents<Scalar: TensorScalar>(
    of posterior: LaplacePosterior<Scalar>, metadata: [String: String] = [:]
  ) throws -> SafetensorsWriter {
    let settings = posterior.settings
    var file = SafetensorsWriter(metadata: metadata)
    try ModelFile.add(posterior.model, to: &file)
    for (name, tensor) in posterior.curvature.tensors { try file.add(prefix + name, tensor) }
    try PriorEntries.add(settings, to: &file)
    let entries: [String: String] = [
      "laplace": "\(version)", "subset": posterior.options.subset.word,
      "selection": selectionText(posterior.selection),
      "structure": posterior.options.structure.description,
      "curvature": posterior.options.curvature.description,
      "scalar": Scalar.self == Double.self ? "double" : "float", "loss": "\(posterior.loss)",
      "n_data": "\(posterior.exampleCount)",
      "noise": "\(settings.noise)", "temperature": "\(settings.temperature)",
      "batch": "\(posterior.options.batchSize ?? 0)",
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
    options.structure = try choice(file, "structure", HessianStructure.init(_:))
    options.curvature = try choice(file, "curvature", CurvatureKind.init(_:))
    let batch = try number(file, "batch", Int.init)
    guard batch >= 0 else {
      throw LaplaceError.unusableFile("metadata 'batch': \(batch) is no number of examples")
    }
    options.batchSize = batch > 0 ? batch : nil
    let selection = try selection(in: file, of: model.network)
    options.subset = try choice(file, "subset") { word in
      switch word {
      case "all": .all
      case "last": .lastLayer
      case "subnet": .indices(selection.indices(in: model.network.layout))
      default: nil
      }
    }
    let loss = try number(file, "loss", Double.init)
    let exampleCount = try number(file, "n_data", Int.init)
    guard loss.isFinite, exampleCount > 0 else {
      throw LaplaceError.unusableFile(
        "metadata 'loss' and 'n_data': \(loss) over \(exampleCount) examples is no fit")
    }
    if let reason = options.structure.objection(to: options.curvature, over: selection) {
      throw LaplaceError.unusableFile(
        "metadata 'structure' and 'curvature' have no meaning together: \(reason)")
    }
    if let tensors = options.subset.tensors(in: model),
      !selection.isOfWholeTensors || selection.tensors != tensors
    {
      throw LaplaceError.unusableFile("metadata 'subset' and 'selection' name different weights")
    }
    let curvature = try sum(of: options.structure, over: selection, in: file)
    if let functional = curvature as? FunctionalCurvature {
      let rows = options.structure.rowCount(
        of: model, exampleCount: exampleCount, kind: options.curvature)
      guard functional.exampleCount == exampleCount, functional.subsetCount == rows.examples,
        functional.rows.count == rows.examples * rows.columns
      else {
        throw LaplaceError.unusableFile(
          "the rows of the Gaussian process are not those of \(exampleCount) examples")
      }
    }
    return try LaplacePosterior(
      model: model, options: options, curvature: curvature, loss: loss,
      exampleCount: exampleCount,
      settings: PosteriorSettings(
        priorPrecision: version > 2
          ? try PriorEntries.precision(in: file, over: selection)
          : PriorPrecision(try number(file, "prior_precision", Double.init)),
        priorMean: version > 2 ? try PriorEntries.mean(in: file) : .scalar(0),
        noise: try number(file, "noise", Double.init),
        temperature: try number(file, "temperature", Double.init)))
  }

  private static func sum(
    of structure: HessianStructure, over selection: ParameterSelection, in file: SafetensorsFile
  ) throws -> any CurvatureSum {
    var tensors: [String: Tensor<Double>] = [:]
    for name in file.names where name.hasPrefix(prefix) {
      let tensor = try file.tensor(named: name, as: Double.self)
      guard tensor.isFinite else {
        throw LaplaceError.unusableFile("tensor '\(name)' holds a number that is not finite")
      }
      tensors[String(name.dropFirst(prefix.count))] = tensor
    }
    guard let sum = try structure.sum(for: selection, tensors: tensors),
      Set(sum.tensors.map(\.name)) == Set(tensors.keys)
    else {
      throw LaplaceError.unusableFile(
        "the curvature in the file does not fit its model of \(selection.count) parameters")
    }
    return sum
  }

  /// The selected tensors by name; those of which only some elements are selected with their places:
  /// `0.bias 2.weight:0,3,7`.
  private static func selectionText(_ selection: ParameterSelection) -> String {
    zip(selection.layout.tensors, selection.elements).map { tensor, elements in
      elements.map { tensor.name + ":" + $0.map(String.init).joined(separator: ",") }
        ?? tensor.name
    }.joined(separator: " ")
  }

  private static func selection<Scalar: TensorScalar>(
    in file: SafetensorsFile, of network: Network<Scalar>
  ) throws -> ParameterSelection {
    let layout = network.layout
    guard try number(file, "laplace", Int.init) > 1 else {
      // Files of version 1 hold whole networks or last layers.
      let isLast = try text(file, "subset") == "last"
      return ParameterSelection(
        isLast ? network.lastLayerTensors : Array(layout.tensors.indices), of: layout)
    }
    var tensors: [Int] = []
    var elements: [[Int]?] = []
    for entry in try text(file, "selection").split(separator: " ") {
      let parts = entry.split(separator: ":", maxSplits: 1)
      let tensor = layout.tensors.firstIndex { $0.name == parts[0] }
      let places = parts.count > 1 ? parts[1].split(separator: ",").map { Int($0) } : nil
      guard let tensor, tensors.last.map({ $0 < tensor }) ?? true,
        places.map({ isAscending($0, below: layout.tensors[tensor].shape.count) }) ?? true
      else {
        throw LaplaceError.unusableFile("metadata 'selection': '\(entry)' is not in the model")
      }
      tensors.append(tensor)
      elements.append(places.map { $0.compactMap(\.self) })
    }
    guard !tensors.isEmpty else { throw LaplaceError.emptySubset }
    return ParameterSelection(tensors, elements: elements, of: layout)
  }

  private static func isAscending(_ places: [Int?], below count: Int) -> Bool {
    var last = -1
    for place in places {
      guard let place, place > last, place < count else { return false }
      last = place
    }
    return last >= 0
  }

  static func text(_ file: SafetensorsFile, _ name: String) throws -> String {
    guard let text = file.metadata[name] else {
      throw LaplaceError.unusableFile("the file's metadata has no '\(name)', so it is no posterior")
    }
    return text
  }

  static func number<Number>(
    _ file: SafetensorsFile, _ name: String, _ parse: (String) -> Number?
  ) throws -> Number {
    let text = try text(file, name)
    guard let number = parse(text) else {
      throw LaplaceError.unusableFile("metadata '\(name)': '\(text)' is no number")
    }
    return number
  }

  private static func choice<Choice>(
    _ file: SafetensorsFile, _ name: String, _ parse: (String) -> Choice?
  ) throws -> Choice {
    let text = try text(file, name)
    guard let choice = parse(text) else {
      throw LaplaceError.unusableFile("metadata '\(name)': '\(text)' is not known")
    }
    return choice
  }
}
