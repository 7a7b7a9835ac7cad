import Autodiff
import Tensors

/// A place where parameters meet activations: `z = a Wᵀ + b`, or `z = a ∘ w + b`.
///
/// With g the cotangent of anything at z, its derivative in W is `Σ g aᵀ`, in w it is `Σ g ∘ a`, and in
/// b it is `Σ g`. Activations and these cotangents are all that any curvature is made of.
public struct ParameterSite<Scalar: TensorScalar> {
  /// How the parameters act.
  public enum Operation: Sendable {
    /// `z = a Wᵀ + b`, W of shape (out, in) once its axes after the first are flattened.
    case affine
    /// `z = a ∘ w + b`, element by element.
    case scale
  }

  /// The axis of a tensor of examples that tells one channel from another.
  public enum ChannelAxis: Sendable {
    /// The first axis after the batch, as in images: (batch, channels, positions…).
    case first
    /// The last axis: (batch, positions…, channels).
    case last
  }

  /// The activations a, as cheap to keep as the layer has them.
  public enum Activations: Sendable {
    /// Vectors along the last axis: (batch, positions…, in).
    case vectors(Tensor<Scalar>)
    /// Vectors along the first axis after the batch: (batch, in, positions…).
    case planes(Tensor<Scalar>)
    /// The windows of some channels of images (batch, channels, rows, columns): the geometry's channels
    /// from `firstChannel` on.
    case windows(Tensor<Scalar>, WindowGeometry, firstChannel: Int)
  }

  /// How the parameters act.
  public let operation: Operation
  /// The position of W among the network's parameter tensors.
  public let weight: Int
  /// The position of b, if there is one.
  public let bias: Int?
  /// The rows of W, and the elements of b, that act here: all of them but in a grouped convolution,
  /// where each group is a site of its own.
  public let rows: Range<Int>
  /// The activations a.
  public let activations: Activations
  /// The pre-activations z on the tape; of its channels, those in `rows` are made here.
  public let output: Variable<Scalar>
  /// Where the channels of z are.
  public let outputChannels: ChannelAxis
}
