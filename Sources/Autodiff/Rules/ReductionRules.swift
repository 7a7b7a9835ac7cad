import Tensors

/// The sum over the axes that repeating `shape` to the input's shape would add.
struct SumToShape<Scalar: TensorScalar>: Operation {
  let shape: Shape

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].summed(to: shape) }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    let leading = cotangent.leadingAxes(before: output.shape)
    let input = inputs[0].shape
    let padding = Shape([Int](repeating: 1, count: input.rank - output.shape.rank))
    return cotangent.reshaped(leading + padding + output.shape).broadcast(to: leading + input)
  }
}

extension Variable {
  /// The sum over those axes that repeating `shape` to this variable's shape would add.
  public func summed(to shape: Shape) -> Variable {
    shape == self.shape ? self : .applying(SumToShape(shape: shape), to: self)
  }

  /// The sum of all elements.
  public func summed() -> Variable { summed(to: []) }

  /// The sum over the last axis, which stays with length 1.
  public func summedOverLastAxis() -> Variable { summed(to: shape.dropLast() + [1]) }

  /// `log Σ exp(x)` over the last axis, which stays with length 1.
  ///
  /// The largest element is taken out as a constant: the result and all its derivatives are those of
  /// the plain formula, without overflow.
  public func logSumExp() -> Variable {
    let largest = Variable(value.maximaOverLastAxis())
    return (self - largest).mapped(.exponential).summedOverLastAxis().mapped(.logarithm) + largest
  }
}
