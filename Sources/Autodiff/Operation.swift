import Tensors

/// A differentiable function of tensors.
///
/// The pullback is itself written with operations on variables. Given constants it only calculates;
/// given variables of a tape it is recorded there, so that derivatives have derivatives.
///
/// A cotangent may carry axes in front of the output's own: one pullback then serves many cotangents,
/// and the result carries the same axes in front.
protocol Operation<Scalar>: Sendable {
  associatedtype Scalar: TensorScalar

  /// The value of the function.
  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar>

  /// The derivative in one input applied to a cotangent of the output, `Jᵀ g`; nil when it is zero.
  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>?
}

extension Variable {
  /// The result of an operation, recorded when one of its inputs stands on a tape.
  static func applying(
    _ operation: some Operation<Scalar>, to inputs: Variable...
  ) -> Variable {
    // Closures, because a key path of a generic type is put together anew at every use.
    let value = operation.value(inputs.map { $0.value })
    guard let tape = inputs.lazy.compactMap({ $0.tape }).first else { return Variable(value) }
    return tape.record(operation, inputs: inputs, value: value)
  }

  /// The axes that a cotangent carries in front of those of the output it belongs to.
  func leadingAxes(before shape: Shape) -> Shape { self.shape.dropLast(shape.rank) }

  /// Sums a cotangent over the axes along which an input was repeated to the output's shape.
  func summed(toCotangentOf input: Variable, output: Variable) -> Variable {
    let leading = leadingAxes(before: output.shape)
    let padding = Shape([Int](repeating: 1, count: output.shape.rank - input.shape.rank))
    return summed(to: leading + padding + input.shape).reshaped(leading + input.shape)
  }
}
