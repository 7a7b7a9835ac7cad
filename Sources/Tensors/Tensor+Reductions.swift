extension Tensor {
  /// The sum of all elements, accumulated in Double.
  public var sum: Double { Scalar.sum(scalars) }

  /// The sum of the squares of all elements, accumulated in Double.
  public var squaredNorm: Double { (self * self).sum }

  /// Whether no element is infinite or NaN.
  ///
  /// Only numbers that are finite give 0 when they are multiplied by 0; a piece at a time, so that a large
  /// tensor is not copied.
  public var isFinite: Bool {
    stride(from: 0, to: count, by: 1 << 16).allSatisfy { start in
      let piece = Array(scalars[start..<Swift.min(count, start + 1 << 16)])
      return Scalar.sum(Scalar.affine(piece, scale: 0, offset: 0)) == 0
    }
  }

  /// The sum over one axis; negative axes count from the last.
  public func summed(overAxis axis: Int, keepingAxis: Bool = false) -> Tensor {
    let axis = axis < 0 ? shape.rank + axis : axis
    let outer = shape.lengths[..<axis]
    let inner = shape.lengths[(axis + 1)...]
    let sums = Scalar.sumAxis(
      scalars, outer: outer.reduce(1, *), count: shape[axis], inner: inner.reduce(1, *))
    return Tensor(shape: Shape(outer + (keepingAxis ? [1] : []) + inner), scalars: sums)
  }

  /// The sum of the squares over one axis; negative axes count from the last.
  public func summedSquares(overAxis axis: Int) -> Tensor {
    let axis = axis < 0 ? shape.rank + axis : axis
    let (outer, inner) = (shape.lengths[..<axis], shape.lengths[(axis + 1)...])
    let sums = Scalar.sumSquares(
      scalars, outer: outer.reduce(1, *), count: shape[axis], inner: inner.reduce(1, *))
    return Tensor(shape: Shape(Array(outer + inner)), scalars: sums)
  }

  /// The sum over those axes that repeating `target` to this shape would add: the adjoint of
  /// `broadcast(to:)`.
  public func summed(to target: Shape) -> Tensor {
    guard target != shape else { return self }
    let padded = [Int](repeating: 1, count: max(0, shape.rank - target.rank)) + target.lengths
    precondition(
      padded.count == shape.rank && zip(padded, shape.lengths).allSatisfy { $0 == $1 || $0 == 1 },
      "\(shape) does not sum to \(target)")
    var sums = scalars
    var inner = 1
    var axis = shape.rank - 1
    // From the last axis outwards, neighbouring axes that are summed over being one.
    while axis >= 0 {
      var count = 1
      while axis >= 0, padded[axis] == 1 {
        count *= shape[axis]
        axis -= 1
      }
      if count != 1 {
        let outer = shape.lengths[..<(axis + 1)].reduce(1, *)
        sums = Scalar.sumAxis(sums, outer: outer, count: count, inner: inner)
      }
      while axis >= 0, padded[axis] != 1 {
        inner *= shape[axis]
        axis -= 1
      }
    }
    return Tensor(shape: target, scalars: sums)
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
