import Tensors

/// An arithmetic operation on two tensors that are repeated to a common shape.
struct Arithmetic<Scalar: TensorScalar>: Operation {
  let operation: ElementwiseOperation

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> {
    .combined(operation, inputs[0], inputs[1])
  }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    partial(cotangent, position, inputs[0], inputs[1])
      .summed(toCotangentOf: inputs[position], output: output)
  }

  /// The cotangent times the partial derivative, still in the common shape.
  private func partial(
    _ g: Variable<Scalar>, _ position: Int, _ x: Variable<Scalar>, _ y: Variable<Scalar>
  ) -> Variable<Scalar> {
    switch (operation, position) {
    case (.add, _), (.subtract, 0): g
    case (.subtract, _): -1 * g
    case (.multiply, 0): g * y
    case (.multiply, _): g * x
    case (.divide, 0): g / y
    case (.divide, _): -1 * (g * (x / (y * y)))
    }
  }
}

extension Variable {
  /// The element-wise sum, operands repeated to a common shape.
  public static func + (left: Variable, right: Variable) -> Variable {
    .applying(Arithmetic(operation: .add), to: left, right)
  }

  /// The element-wise difference, operands repeated to a common shape.
  public static func - (left: Variable, right: Variable) -> Variable {
    .applying(Arithmetic(operation: .subtract), to: left, right)
  }

  /// The element-wise product, operands repeated to a common shape.
  public static func * (left: Variable, right: Variable) -> Variable {
    .applying(Arithmetic(operation: .multiply), to: left, right)
  }

  /// The element-wise quotient, operands repeated to a common shape.
  public static func / (left: Variable, right: Variable) -> Variable {
    .applying(Arithmetic(operation: .divide), to: left, right)
  }
}
