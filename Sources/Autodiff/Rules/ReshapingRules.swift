import Tensors

/// The same elements under another shape.
struct Reshape<Scalar: TensorScalar>: Operation {
  let shape: Shape

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].reshaped(shape) }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    cotangent.reshaped(cotangent.leadingAxes(before: output.shape) + inputs[0].shape)
  }
}

/// The last two axes exchanged.
struct Transpose<Scalar: TensorScalar>: Operation {
  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].transposed() }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    cotangent.transposed()
  }
}

/// A tensor repeated to a larger shape.
struct Broadcast<Scalar: TensorScalar>: Operation {
  let shape: Shape

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].broadcast(to: shape) }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    cotangent.summed(toCotangentOf: inputs[0], output: output)
  }
}

extension Variable {
  /// The same elements under another shape of the same count.
  public func reshaped(_ shape: Shape) -> Variable {
    shape == self.shape ? self : .applying(Reshape(shape: shape), to: self)
  }

  /// The tensor with its last two axes exchanged.
  public func transposed() -> Variable { .applying(Transpose(), to: self) }

  /// The tensor repeated along its missing axes and those of length 1.
  public func broadcast(to shape: Shape) -> Variable {
    shape == self.shape ? self : .applying(Broadcast(shape: shape), to: self)
  }
}
