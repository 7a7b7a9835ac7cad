import Tensors

/// What one meeting place of parameters and activations contributes for a batch.
///
/// The Jacobian of cotangent r of example b is `Σₜ g[r,b,t] a[b,t]ᵀ` in the weight and `Σₜ g[r,b,t]` in
/// the bias. Every structure of curvature is made of these factors; the Jacobian itself is formed only
/// where a structure needs all of it.
public struct SiteFactors<Scalar: TensorScalar>: Sendable {
  /// The place of the weight among the selected tensors; nil when it is not selected.
  public let weight: Int?
  /// The place of the bias among the selected tensors; nil when there is none.
  public let bias: Int?
  /// The activations a, of shape (batch, positions, in); positions share the weight.
  public let activations: Tensor<Scalar>
  /// The cotangents g, of shape (R, batch, positions, out).
  public let cotangents: Tensor<Scalar>

  /// The factors of a place; axes between batch and the last become positions.
  public init(
    weight: Int?, bias: Int?, activations: Tensor<Scalar>, cotangents: Tensor<Scalar>
  ) {
    self.weight = weight
    self.bias = bias
    let batch = activations.shape[0]
    let positions = activations.shape.dropFirst().dropLast().count
    self.activations = activations.reshaped([batch, positions, activations.shape[-1]])
    self.cotangents = cotangents.reshaped(
      [cotangents.shape[0], batch, positions, cotangents.shape[-1]])
  }

  /// The number of examples.
  public var batchCount: Int { activations.shape[0] }
  /// The number of places of an example that share the parameters.
  public var positionCount: Int { activations.shape[1] }
  /// The number R of cotangents of each example.
  public var cotangentCount: Int { cotangents.shape[0] }
  /// The length of the activations.
  public var inputCount: Int { activations.shape[2] }
  /// The length of the cotangents.
  public var outputCount: Int { cotangents.shape[3] }

  /// The gradients in the weight, of shape (R, batch, out, in).
  public func weightGradients() -> Tensor<Scalar> {
    cotangents.matrixProduct(activations, transposingSelf: true)
  }

  /// The gradients in the bias, of shape (R, batch, out).
  public func biasGradients() -> Tensor<Scalar> { cotangents.summed(overAxis: 2) }
}
