import Tensors

/// The product of the matrices in the last two axes, `C = op(A) op(B)`.
struct MatrixProduct<Scalar: TensorScalar>: Operation {
  let transposesLeft: Bool
  let transposesRight: Bool

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> {
    inputs[0].matrixProduct(
      inputs[1], transposingSelf: transposesLeft, transposingOther: transposesRight)
  }

  /// For `C = A B`: `Ā = C̄ Bᵀ` and `B̄ = Aᵀ C̄`; a transposed factor has its cotangent transposed.
  func pullback(
    _ g: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>], output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    let b = inputs[1]
    // One right factor for many left matrices: their rows are as good as those of one tall matrix, and
    // one product gives the sum over them.
    let sharesRight = position == 1 && b.shape.rank == 2 && !transposesLeft
    let rows = Shape([output.shape.dropLast().count])
    let a = sharesRight ? inputs[0].reshaped(rows + [inputs[0].shape[-1]]) : inputs[0]
    let leading = g.leadingAxes(before: output.shape)
    let g = sharesRight ? g.reshaped(leading + rows + [output.shape[-1]]) : g
    let part =
      switch (position, transposesLeft, transposesRight) {
      case (0, false, let right): g.matrixProduct(b, transposingOther: !right)
      case (0, true, let right):
        b.matrixProduct(g, transposingSelf: right, transposingOther: true)
      case (_, let left, false): a.matrixProduct(g, transposingSelf: !left)
      case (_, let left, true):
        g.matrixProduct(a, transposingSelf: true, transposingOther: left)
      }
    return sharesRight ? part : part.summed(toCotangentOf: inputs[position], output: output)
  }
}

extension Variable {
  /// The product of the matrices in the last two axes; each factor may be taken transposed.
  public func matrixProduct(
    _ other: Variable, transposingSelf: Bool = false, transposingOther: Bool = false
  ) -> Variable {
    .applying(
      MatrixProduct(transposesLeft: transposingSelf, transposesRight: transposingOther),
      to: self, other)
  }
}
