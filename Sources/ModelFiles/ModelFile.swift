import FoundationEssentials
import NeuralNetworks
import Tensors

/// A model as a safetensors file: parameters under their names, and in the metadata the `layers`, the
/// `likelihood` and the shape of one input.
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
    let names = layers.enumerated().flatMap { position, layer in
      layer.parameters.map { "\(position).\($0.name)" }
    }
    let network = try Network<Scalar>(
      layers: layers, inputShape: try inputShape(file, layers),
      parameters: try names.map { try file.tensor(named: $0, as: scalar) })
    return Model(network, likelihood: likelihood)
  }

  /// Adds a model's parameters, given in any precision, and its description to a file.
  public static func add<Scalar: TensorScalar>(
    parameters: [Tensor<Scalar>], layout: ParameterLayout, layers: [any Layer], inputShape: Shape,
    likelihood: LikelihoodKind, to file: inout SafetensorsWriter
  ) throws {
    for (description, tensor) in zip(layout.tensors, parameters) {
      try file.add(description.name, tensor)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    file.metadata["layers"] = String(
      decoding: try encoder.encode(layers.map(LayerRecord.init)), as: UTF8.self)
    file.metadata["likelihood"] = likelihood.description
    file.metadata["input_shape"] = inputShape.description
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
    if let first = layers.first as? Linear { return [first.inputs] }
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
  /// A likelihood that is not known.
  case unknownLikelihood(String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .missingMetadata(let name): "the file's metadata has no '\(name)', so it is not a model"
    case .malformedLayers(let reason): "metadata 'layers': \(reason)"
    case .unknownLikelihood(let name):
      "metadata 'likelihood': '\(name)' is none of "
        + LikelihoodKind.allCases.map(\.description).joined(separator: ", ")
    }
  }
}
