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
    let a = inputs[0]
    let b = inputs[1]
    let part =
      switch (position, transposesLeft, transposesRight) {
      case (0, false, let right): g.matrixProduct(b, transposingOther: !right)
      case (0, true, let right):
        b.matrixProduct(g, transposingSelf: right, transposingOther: true)
      case (_, let left, false): a.matrixProduct(g, transposingSelf: !left)
      case (_, let left, true):
        g.matrixProduct(a, transposingSelf: true, transposingOther: left)
      }
    return part.summed(toCotangentOf: inputs[position], output: output)
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
