import Tensors

/// A function of one number, element by element.
struct Elementwise<Scalar: TensorScalar>: Operation {
  let function: ElementwiseFunction

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].mapped(function) }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    derivative(at: inputs[0], output: output).map { cotangent * $0 }
  }

  /// `f′(x)`, in terms of `x` and `y = f(x)`; nil where it is zero.
  private func derivative(
    at x: Variable<Scalar>, output y: Variable<Scalar>
  ) -> Variable<Scalar>? {
    switch function {
    case .exponential: y
    case .logarithm: x.mapped(.reciprocal)
    case .squareRoot: 0.5 * y.mapped(.reciprocal)
    case .reciprocal: -1 * (y * y)
    case .tanh: (y * y).affine(scale: -1, offset: 1)
    case .sigmoid: y * y.affine(scale: -1, offset: 1)
    case .relu: x.mapped(.step)
    case .step: nil
    case .normalDistribution: x.mapped(.normalDensity)
    case .normalDensity: -1 * (x * y)
    }
  }
}

/// `scale * x + offset`, with numbers that are not differentiated.
struct Affine<Scalar: TensorScalar>: Operation {
  let scale: Scalar
  let offset: Scalar

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> {
    inputs[0].affine(scale: scale, offset: offset)
  }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    cotangent.affine(scale: scale, offset: 0)
  }
}

extension Variable {
  /// A function applied to every element.
  public func mapped(_ function: ElementwiseFunction) -> Variable {
    .applying(Elementwise(function: function), to: self)
  }

  /// `scale * self + offset`, element by element.
  public func affine(scale: Scalar, offset: Scalar) -> Variable {
    .applying(Affine(scale: scale, offset: offset), to: self)
  }

  /// Every element times a number.
  public static func * (scale: Scalar, variable: Variable) -> Variable {
    variable.affine(scale: scale, offset: 0)
  }
}
