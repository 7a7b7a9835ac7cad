import Autodiff
import Tensors

/// The sum of two ways through a network, `y = body(x) + shortcut(x)` (He and others, 2016).
///
/// A shortcut without layers is x itself. Tensors are named by the way they are on: `body.0.weight`,
/// `shortcut.0.weight`.
public struct Residual: Layer {
  /// The word `residual`.
  public static let typeName = "residual"

  /// The layers of the way that is learned.
  public let body: [any Layer]
  /// The layers of the way beside it, which bring x to the shape of the body's output.
  public let shortcut: [any Layer]

  private enum CodingKeys: String, CodingKey {
    case body, shortcut
  }

  /// The sum of a body and a shortcut.
  public init(body: [any Layer], shortcut: [any Layer] = []) {
    self.body = body
    self.shortcut = shortcut
  }

  /// Reads the layer of a model file; a shortcut left out is x itself.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    body = try values.decode([LayerRecord].self, forKey: .body).map(\.layer)
    shortcut = try values.decodeIfPresent([LayerRecord].self, forKey: .shortcut)?.map(\.layer) ?? []
  }

  /// Writes both ways as lists of layers.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(body.map(LayerRecord.init), forKey: .body)
    try values.encode(shortcut.map(LayerRecord.init), forKey: .shortcut)
  }

  /// The parameters of the body, then those of the shortcut.
  public var parameters: [ParameterDescription] {
    body.parameters.map { $0.inside("body") } + shortcut.parameters.map { $0.inside("shortcut") }
  }

  /// The statistics of the body, then those of the shortcut.
  public var statistics: [ParameterDescription] {
    body.statistics.map { $0.inside("body") } + shortcut.statistics.map { $0.inside("shortcut") }
  }

  /// The shape on which both ways agree.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    let output = try shape(after: body, named: "body", of: input)
    let side = try shape(after: shortcut, named: "shortcut", of: input)
    guard output == side else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName,
        reason: "its body gives \(output), but its shortcut \(side)")
    }
    return output
  }

  /// `body(x) + shortcut(x)`.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let output = pass.apply(
      body, to: input, parameters: parameters, at: LayerPlace(parameter: 0, statistic: 0))
    let side = pass.apply(
      shortcut, to: input, parameters: parameters,
      at: LayerPlace(parameter: body.parameters.count, statistic: body.statistics.count))
    return output + side
  }

  /// The random parameters of the layers.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    body.initialParameters(using: &random) + shortcut.initialParameters(using: &random)
  }

  /// The statistics of the layers.
  public func initialStatistics() -> [Tensor<Double>] {
    body.initialStatistics() + shortcut.initialStatistics()
  }

  private func shape(
    after layers: [any Layer], named way: String, of input: Shape
  ) throws(NetworkError) -> Shape {
    do {
      return try layers.outputShape(for: input)
    } catch {
      throw .invalidLayer(layer: 0, type: Self.typeName, reason: "in its \(way), \(error)")
    }
  }
}
