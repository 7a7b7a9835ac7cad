import FoundationEssentials
import NeuralNetworks
import Tensors

/// A model as a safetensors file: parameters and statistics under their names, and in the metadata the
/// `layers`, the `likelihood`, the shape of one input and, where there are any, the names of the tensors
/// that are `frozen`.
///
/// Tensors that belong to no layer are left alone, so that a file may hold data beside the model.
public enum ModelFile {
  /// Reads a model in a precision.
  public static func read<Scalar: TensorScalar>(
    _ file: SafetensorsFile, as scalar: Scalar.Type
  ) throws -> Model<Scalar> {
    guard let text = file.metadata["layers"] else { throw ModelFileError.missingMetadata("layers") }
    guard let name = file.metadata["likelihood"] else {
      throw ModelFileError.missingMetadata("likelihood")
    }
    guard let likelihood = LikelihoodKind(name) else {
      throw ModelFileError.unknownLikelihood(name)
    }
    let layers = try layers(text)
    let inputShape = try inputShape(file, layers)
    _ = try layers.networkOutputShape(for: inputShape)
    let network = try Network<Scalar>(
      layers: layers, inputShape: inputShape,
      parameters: try layers.parameters.map { try tensor($0, in: file, as: scalar) },
      statistics: try layers.statistics.map { try tensor($0, in: file, as: scalar) })
    try likelihood.rules(for: network.outputShape).check(outputShape: network.outputShape)
    return Model(
      network, likelihood: likelihood, frozen: try frozen(file, in: network.layout))
  }

  /// Adds a model's parameters, its statistics and its description to a file.
  public static func add<Scalar: TensorScalar>(
    _ model: Model<Scalar>, to file: inout SafetensorsWriter
  ) throws {
    let network = model.network
    for (description, tensor) in zip(
      network.layout.tensors + network.statisticsLayout.tensors,
      network.parameters + network.statistics)
    {
      try file.add(description.name, tensor)
    }
    file.metadata["layers"] = try json(network.layers.map(LayerRecord.init))
    file.metadata["likelihood"] = model.likelihood.description
    file.metadata["input_shape"] = network.inputShape.description
    if !model.frozen.isEmpty { file.metadata["frozen"] = try json(model.frozenNames) }
  }

  /// A tensor of the layers, in the shape they need.
  private static func tensor<Scalar: TensorScalar>(
    _ description: ParameterDescription, in file: SafetensorsFile, as scalar: Scalar.Type
  ) throws -> Tensor<Scalar> {
    if let shape = file.shape(of: description.name), shape != description.shape {
      throw NetworkError.unexpectedParameter(
        name: description.name, expected: description.shape, found: shape)
    }
    return try file.tensor(named: description.name, as: scalar)
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The positions of the tensors that are frozen.
  private static func frozen(
    _ file: SafetensorsFile, in layout: ParameterLayout
  ) throws -> Set<Int> {
    guard let text = file.metadata["frozen"] else { return [] }
    guard let names = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
      throw ModelFileError.malformedFrozen("'\(text)' is no list of names")
    }
    do {
      return try layout.positions(ofTensors: names)
    } catch {
      throw ModelFileError.malformedFrozen(error.description)
    }
  }

  private static func layers(_ text: String) throws -> [any Layer] {
    do {
      return try JSONDecoder().decode([LayerRecord].self, from: Data(text.utf8)).map(\.layer)
    } catch DecodingError.dataCorrupted(let context) {
      throw ModelFileError.malformedLayers(context.debugDescription)
    } catch DecodingError.keyNotFound(let key, _) {
      throw ModelFileError.malformedLayers("a layer lacks '\(key.stringValue)'")
    } catch {
      throw ModelFileError.malformedLayers("a layer has a setting of another type than it takes")
    }
  }

  /// The shape the file states, else the width of a first linear layer, else the shape of the training
  /// inputs that the file holds beside the model.
  private static func inputShape(
    _ file: SafetensorsFile, _ layers: [any Layer]
  ) throws -> Shape {
    if let text = file.metadata["input_shape"] {
      let lengths = text.split(separator: "x").map { Int($0) ?? 0 }
      guard !lengths.isEmpty, lengths.allSatisfy({ $0 > 0 }) else {
        throw ModelFileError.malformedLayers("'\(text)' is no input shape")
      }
      return Shape(lengths)
    }
    if let first = layers.first as? Linear, first.inputs > 0 { return [first.inputs] }
    guard let inputs = file.shape(of: "train.x"), inputs.rank > 1 else {
      throw ModelFileError.missingMetadata("input_shape")
    }
    return inputs.dropFirst()
  }
}

/// A file that does not hold a model.
public enum ModelFileError: Error, Equatable, CustomStringConvertible {
  /// An entry of the metadata that a model needs is absent.
  case missingMetadata(String)
  /// The layers cannot be understood.
  case malformedLayers(String)
  /// The frozen tensors cannot be understood.
  case malformedFrozen(String)
  /// A likelihood that is not known.
  case unknownLikelihood(String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .missingMetadata(let name): "the file's metadata has no '\(name)', so it is not a model"
    case .malformedLayers(let reason): "metadata 'layers': \(reason)"
    case .malformedFrozen(let reason): "metadata 'frozen': \(reason)"
    case .unknownLikelihood(let name):
      "metadata 'likelihood': '\(name)' is none of "
        + LikelihoodKind.allCases.map(\.description).joined(separator: ", ")
    }
  }
}
