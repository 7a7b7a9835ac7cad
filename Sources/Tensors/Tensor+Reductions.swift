extension Tensor {
  /// The sum of all elements, accumulated in Double.
  public var sum: Double { Scalar.sum(scalars) }

  /// The sum of the squares of all elements, accumulated in Double.
  public var squaredNorm: Double { Scalar.sum(Scalar.combine(.multiply, scalars, scalars)) }

  /// Whether no element is infinite or NaN.
  public var isFinite: Bool { Scalar.sum(Scalar.affine(scalars, scale: 0, offset: 0)) == 0 }

  /// The sum over one axis; negative axes count from the last.
  public func summed(overAxis axis: Int, keepingAxis: Bool = false) -> Tensor {
    let axis = axis < 0 ? shape.rank + axis : axis
    let outer = shape.lengths[..<axis]
    let inner = shape.lengths[(axis + 1)...]
    let sums = Scalar.sumAxis(
      scalars, outer: outer.reduce(1, *), count: shape[axis], inner: inner.reduce(1, *))
    return Tensor(shape: Shape(outer + (keepingAxis ? [1] : []) + inner), scalars: sums)
  }

  /// The sum over those axes that repeating `target` to this shape would add: the adjoint of
  /// `broadcast(to:)`.
  public func summed(to target: Shape) -> Tensor {
    guard target != shape else { return self }
    let missing = shape.rank - target.rank
    var result = self
    if missing > 0 {
      result = reshaped([shape.lengths.prefix(missing).reduce(1, *)] + shape.dropFirst(missing))
        .summed(overAxis: 0)
    }
    for axis in 0..<target.rank where target[axis] == 1 && result.shape[axis] != 1 {
      result = result.summed(overAxis: axis, keepingAxis: true)
    }
    precondition(result.shape == target, "\(shape) does not sum to \(target)")
    return result
  }

  /// The largest element along the last axis, which stays with length 1.
  public func maximaOverLastAxis() -> Tensor {
    Tensor(shape: shape.dropLast() + [1], scalars: Scalar.rowMaxima(scalars, count: shape[-1]))
  }

  /// 1 at the first of the largest elements along the last axis, 0 elsewhere.
  public func maximaIndicatorOverLastAxis() -> Tensor {
    Tensor(shape: shape, scalars: Scalar.rowMaximaIndicator(scalars, count: shape[-1]))
  }
}
