import Autodiff
import Tensors

/// The numbers along the trailing axes brought to mean 0 and variance 1 (Ba, Kiros and Hinton, 2016).
///
/// `z = (x - mean x)/√(var x + ε) ∘ w + b`, with mean and variance over those axes of each example and
/// each position before them.
public struct LayerNorm: Layer, Equatable {
  /// The word `layernorm`.
  public static let typeName = "layernorm"

  /// The lengths of the axes that are normalised.
  public let shape: Shape
  /// The ε that keeps the division finite.
  public let epsilon: Double
  /// Whether there are w and b.
  public let isAffine: Bool

  private enum CodingKeys: String, CodingKey {
    case shape, size
    case epsilon = "eps"
    case isAffine = "affine"
  }

  /// A normalisation of the trailing axes of a shape.
  public init(shape: Shape, epsilon: Double = 1e-5, affine: Bool = true) {
    self.shape = shape
    self.epsilon = epsilon
    isAffine = affine
  }

  /// Reads the layer of a model file, which tells the `shape`, or the `size` of a single axis.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let lengths =
      if let size = try values.decodeIfPresent(Int.self, forKey: .size) {
        [size]
      } else {
        try values.decode([Int].self, forKey: .shape)
      }
    guard lengths.allSatisfy({ $0 > 0 }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .shape, in: values, debugDescription: "layernorm: sizes must be positive")
    }
    shape = Shape(lengths)
    epsilon = try values.decodeIfPresent(Double.self, forKey: .epsilon) ?? 1e-5
    isAffine = try values.decodeIfPresent(Bool.self, forKey: .isAffine) ?? true
  }

  /// Writes the shape, ε and whether there are parameters.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(shape.lengths, forKey: .shape)
    try values.encode(epsilon, forKey: .epsilon)
    try values.encode(isAffine, forKey: .isAffine)
  }

  /// w and b, of the normalised shape.
  public var parameters: [ParameterDescription] {
    guard isAffine else { return [] }
    return [
      ParameterDescription(name: "weight", shape: shape, form: .scale),
      ParameterDescription(name: "bias", shape: shape, form: .bias),
    ]
  }

  /// The input's shape, which must end with the normalised axes.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard shape.rank > 0, shape.lengths.allSatisfy({ $0 > 0 }), epsilon > 0 else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName, reason: "sizes and eps must be positive")
    }
    guard input.rank >= shape.rank, Shape(input.lengths.suffix(shape.rank)) == shape else {
      throw .unexpectedInput(
        layer: 0, type: Self.typeName, expected: "numbers whose last axes are \(shape)",
        found: input)
    }
    return input
  }

  /// `(x - m)/√(v + ε) ∘ w + b`, with the normalised axes made one.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let count = shape.count
    let share = Scalar(1 / Double(count))
    let vectors = input.reshaped(input.shape.dropLast(shape.rank) + [count])
    let centered = vectors - share * vectors.summedOverLastAxis()
    let variance = share * (centered * centered).summedOverLastAxis()
    let normalized =
      centered / variance.affine(scale: 1, offset: Scalar(epsilon)).mapped(.squareRoot)
    guard isAffine else { return normalized.reshaped(input.shape) }
    let output = normalized * parameters[0].reshaped([count]) + parameters[1].reshaped([count])
    let use = ParameterUse(
      operation: .scale, weight: 0, bias: 1, rows: 0..<count,
      activations: ParameterSite.Activations.vectors(normalized.value))
    return pass.note([use], output: output, channels: .last).reshaped(input.shape)
  }

  /// `w = 1`, `b = 0`.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    isAffine ? [Tensor(repeating: 1, shape: shape), .zeros(shape)] : []
  }
}
