import Tensors

/// One operand of the trilinear form of a convolution, made from the other two.
///
/// Leaving out the outputs is the convolution, leaving out the images or the weights its adjoints. The
/// derivative of each in one of its inputs, applied to a cotangent, is the form with that input left
/// out and the cotangent in the place of what was made: no other rule is needed at any order.
struct ConvolutionForm<Scalar: TensorScalar>: Operation {
  let convolution: Convolution
  /// The operand that is made; the inputs are the other two, in the order of the cases.
  let made: Convolution.Operand

  private var given: [Convolution.Operand] { Convolution.Operand.allCases.filter { $0 != made } }

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> {
    switch made {
    case .images: convolution.images(weights: inputs[0], outputs: inputs[1])
    case .weights: convolution.weights(images: inputs[0], outputs: inputs[1])
    case .outputs: convolution.outputs(images: inputs[0], weights: inputs[1])
    }
  }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    let kept = 1 - position
    let rule = ConvolutionForm(convolution: convolution, made: given[position])
    let isInOrder = made.rawValue < given[kept].rawValue
    let part: Variable<Scalar> =
      isInOrder
      ? .applying(rule, to: cotangent, inputs[kept])
      : .applying(rule, to: inputs[kept], cotangent)
    return part.summed(toCotangentOf: inputs[position], output: output)
  }
}

extension Convolution {
  /// `conv(x, w)` of images (…, batch, channels, rows, columns) and weights (…, outputs,
  /// channels/groups, kernel rows, kernel columns).
  public func outputs<Scalar: TensorScalar>(
    images: Variable<Scalar>, weights: Variable<Scalar>
  ) -> Variable<Scalar> {
    .applying(ConvolutionForm(convolution: self, made: .outputs), to: images, weights)
  }

  /// The adjoint of `conv` in the images.
  public func images<Scalar: TensorScalar>(
    weights: Variable<Scalar>, outputs: Variable<Scalar>
  ) -> Variable<Scalar> {
    .applying(ConvolutionForm(convolution: self, made: .images), to: weights, outputs)
  }

  /// The adjoint of `conv` in the weights.
  public func weights<Scalar: TensorScalar>(
    images: Variable<Scalar>, outputs: Variable<Scalar>
  ) -> Variable<Scalar> {
    .applying(ConvolutionForm(convolution: self, made: .weights), to: images, outputs)
  }
}
