import Autodiff
import Tensors

/// Numbers left out at random in training (Srivastava and others, 2014).
///
/// A number stays with probability `1 - p` and is divided by it, so that its mean stays. An evaluation
/// leaves everything as it is.
public struct Dropout: Layer, Equatable {
  /// The word `dropout`.
  public static let typeName = "dropout"

  /// The probability p of leaving a number out.
  public let probability: Double

  private enum CodingKeys: String, CodingKey {
    case probability = "p"
  }

  /// A layer that leaves numbers out with a probability.
  public init(probability: Double = 0.5) { self.probability = probability }

  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard probability >= 0, probability < 1 else {
      throw .invalidLayer(layer: 0, type: Self.typeName, reason: "p must be at least 0, below 1")
    }
    return input
  }

  /// `x ∘ r/(1 - p)`, with each r drawn as 0 with probability p, else 1.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    guard var random = pass.random, probability > 0 else { return input }
    let kept = 1 / (1 - probability)
    let mask = (0..<input.shape.count).map { _ in random.uniform() < probability ? 0 : kept }
    pass.random = random
    return input * Variable(Tensor(shape: input.shape, scalars: Scalar.narrowed(mask)))
  }

  /// None.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] { [] }
}
