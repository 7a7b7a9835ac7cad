import Autodiff
import Tensors

/// The mean of every plane of an image, or of every channel of a sequence.
public struct GlobalAveragePooling: Layer, Equatable {
  /// The word `globalavgpool`.
  public static let typeName = "globalavgpool"

  /// The layer, which has no settings.
  public init() {}

  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The number of planes or channels.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard input.rank == 2 || input.rank == 3, input.count > 0 else {
      throw .unexpectedInput(
        layer: 0, type: Self.typeName, expected: "planes, rows, columns or channels, length",
        found: input)
    }
    return [input[0]]
  }

  /// `Σ x / positions`.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let planes = Shape(Array(input.shape.lengths.prefix(2)))
    let positions = input.shape.dropFirst(2).count
    let sums = input.reshaped(planes + [positions]).summedOverLastAxis().reshaped(planes)
    return (1 / Scalar(positions)) * sums
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}
