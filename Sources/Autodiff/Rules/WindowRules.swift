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
    (self * Variable(value.indicatorOfMaxima())).summedOverLastAxis()
  }
}

extension Tensor {
  /// 1 at the first of the largest elements along the last axis, 0 elsewhere.
  fileprivate func indicatorOfMaxima() -> Tensor {
    let maxima = maximaOverLastAxis()
    let length = shape[-1]
    var indicator = Tensor.zeros(shape)
    for row in maxima.scalars.indices {
      let elements = scalars[row * length..<(row + 1) * length]
      if let place = elements.firstIndex(of: maxima.scalars[row]) { indicator.scalars[place] = 1 }
    }
    return indicator
  }
}
