extension Tensor {
  /// A function applied to every element.
  public func mapped(_ function: ElementwiseFunction) -> Tensor {
    Tensor(shape: shape, scalars: Scalar.map(function, scalars))
  }

  /// The elements in another precision.
  public func converted<Target: TensorScalar>(to type: Target.Type) -> Tensor<Target> {
    if let same = self as? Tensor<Target> { return same }
    return Tensor<Target>(shape: shape, scalars: Target.narrowed(Scalar.widened(scalars)))
  }

  /// `softmax` over the last axis: `exp(xᵢ - max x) / Σⱼ exp(xⱼ - max x)`.
  public func softmax() -> Tensor {
    let exponentials = (self - maximaOverLastAxis()).mapped(.exponential)
    return exponentials / exponentials.summed(overAxis: -1, keepingAxis: true)
  }
}
