import Autodiff
import Tensors

/// An earlier layer of the network used once more, with the same parameters.
///
/// It stands among the layers of the network itself, not inside another layer. Networks put the earlier
/// layer in its place, with that layer's tensors, so this one never acts by itself.
public struct SharedLayer: Layer, Equatable {
  /// The word `shared`.
  public static let typeName = "shared"

  /// The position of the layer that is used again.
  public let layer: Int

  /// The use of an earlier layer.
  public init(layer: Int) { self.layer = layer }

  /// None of its own.
  public var parameters: [ParameterDescription] { [] }

  /// None by itself: the layer that is used again says the shape.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    throw .invalidLayer(
      layer: 0, type: Self.typeName, reason: "it cannot stand inside another layer")
  }

  /// Nothing by itself.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    preconditionFailure("a shared layer is not resolved")
  }

  /// None of its own.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}
