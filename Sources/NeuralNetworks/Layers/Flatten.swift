import Autodiff
import Tensors

/// All axes of an example made one.
public struct Flatten: Layer, Equatable {
  /// The word `flatten`.
  public static let typeName = "flatten"

  /// The layer, which has no settings.
  public init() {}

  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// One axis with as many numbers.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape { [input.count] }

  /// The same numbers in a row for each example.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    input.reshaped([input.shape[0], input.shape.dropFirst().count])
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}
