import Tensors

/// The windows of images; its adjoint is `Fold`.
struct Unfold<Scalar: TensorScalar>: Operation {
  let geometry: WindowGeometry

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].unfolded(geometry) }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    .applying(Fold(geometry: geometry), to: cotangent)
  }
}

/// The images that sum up their windows; its adjoint is `Unfold`.
struct Fold<Scalar: TensorScalar>: Operation {
  let geometry: WindowGeometry

  func value(_ inputs: [Tensor<Scalar>]) -> Tensor<Scalar> { inputs[0].folded(geometry) }

  func pullback(
    _ cotangent: Variable<Scalar>, to position: Int, inputs: [Variable<Scalar>],
    output: Variable<Scalar>
  ) -> Variable<Scalar>? {
    cotangent.unfolded(geometry)
  }
}

extension Variable {
  /// The windows of images, whose last three axes are planes, rows and columns: (…, T, patch).
  public func unfolded(_ geometry: WindowGeometry) -> Variable {
    .applying(Unfold(geometry: geometry), to: self)
  }

  /// The largest element along the last axis, which stays with length 1; of equals the first counts.
  public func maximaOverLastAxis() -> Variable {
    (self * Variable(value.maximaIndicatorOverLastAxis())).summedOverLastAxis()
  }
}
