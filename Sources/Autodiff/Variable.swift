import Tensors

/// A tensor in a differentiable calculation: its value and, unless it is a constant, its place on a
/// tape.
public struct Variable<Scalar: TensorScalar> {
  /// What was calculated.
  public let value: Tensor<Scalar>
  let tape: Tape<Scalar>?
  let index: Int

  /// A constant: nothing is recorded for it and no derivative flows into it.
  public init(_ value: Tensor<Scalar>) {
    self.value = value
    tape = nil
    index = -1
  }

  init(_ value: Tensor<Scalar>, tape: Tape<Scalar>, index: Int) {
    self.value = value
    self.tape = tape
    self.index = index
  }

  /// The lengths of the axes.
  public var shape: Shape { value.shape }

  /// Whether the variable stands on no tape.
  public var isConstant: Bool { tape == nil }
}
