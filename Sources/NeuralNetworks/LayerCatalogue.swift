/// The kinds of layer that model files and the command language can name.
public enum LayerCatalogue {
  /// Every kind of layer.
  public static let types: [any Layer.Type] = [
    Linear.self, Convolution2D.self, Convolution1D.self, AveragePooling2D.self,
    MaximumPooling2D.self, AveragePooling1D.self, MaximumPooling1D.self,
    GlobalAveragePooling.self, Flatten.self, LayerNorm.self, BatchNorm.self, Dropout.self,
    Residual.self, SharedLayer.self, Tanh.self, ReLU.self, GELU.self, Sigmoid.self, SiLU.self,
    Softplus.self, ELU.self, LeakyReLU.self,
  ]

  /// Every nonlinearity.
  public static let activations: [any Activation.Type] = types.compactMap {
    $0 as? any Activation.Type
  }

  /// The nonlinearity of a name, with its usual settings.
  public static func activation(named name: String) -> (any Activation)? {
    activations.first { $0.typeName == name }?.init()
  }
}

/// A layer as a model file writes it: its settings and its `type`.
public struct LayerRecord: Codable, Sendable {
  /// The layer.
  public let layer: any Layer

  private enum CodingKeys: String, CodingKey {
    case type
  }

  /// The record of a layer.
  public init(_ layer: any Layer) { self.layer = layer }

  /// Reads a layer by the word in `type`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let name = try values.decode(String.self, forKey: .type)
    guard let type = LayerCatalogue.types.first(where: { $0.typeName == name }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: values, debugDescription: "unknown layer type '\(name)'")
    }
    layer = try type.init(from: decoder)
  }

  /// Writes the layer's settings beside its `type`.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(type(of: layer).typeName, forKey: .type)
    try layer.encode(to: encoder)
  }
}
