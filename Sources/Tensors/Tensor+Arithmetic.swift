extension Tensor {
  /// The element-wise sum, operands repeated to a common shape.
  public static func + (left: Tensor, right: Tensor) -> Tensor { combined(.add, left, right) }

  /// The element-wise difference, operands repeated to a common shape.
  public static func - (left: Tensor, right: Tensor) -> Tensor { combined(.subtract, left, right) }

  /// The element-wise product, operands repeated to a common shape.
  public static func * (left: Tensor, right: Tensor) -> Tensor { combined(.multiply, left, right) }

  /// The element-wise quotient, operands repeated to a common shape.
  public static func / (left: Tensor, right: Tensor) -> Tensor { combined(.divide, left, right) }

  /// Every element times a number.
  public static func * (scale: Scalar, tensor: Tensor) -> Tensor {
    tensor.affine(scale: scale, offset: 0)
  }

  /// `scale * self + offset`, element by element.
  public func affine(scale: Scalar, offset: Scalar) -> Tensor {
    Tensor(shape: shape, scalars: Scalar.affine(scalars, scale: scale, offset: offset))
  }

  /// `self += scale * other` for a tensor of the same shape.
  public mutating func add(_ other: Tensor, scaledBy scale: Scalar = 1) {
    precondition(shape == other.shape, "shapes \(shape) and \(other.shape) differ")
    Scalar.addScaled(scale, other.scalars, to: &scalars)
  }

  /// An arithmetic operation on two tensors, repeated to their common shape.
  public static func combined(
    _ operation: ElementwiseOperation, _ left: Tensor, _ right: Tensor
  ) -> Tensor {
    let shape = commonShape(left.shape, right.shape)
    return Tensor(
      shape: shape,
      scalars: Scalar.combine(
        operation, left.scalars, right.scalars,
        BroadcastLayout(left.shape, right.shape, to: shape)))
  }

  private static func commonShape(_ left: Shape, _ right: Shape) -> Shape {
    do {
      return try Shape.broadcast(left, right)
    } catch {
      preconditionFailure(error.description)
    }
  }
}

extension Tensor<Double> {
  /// Adds a tensor of the same count, of any precision.
  public mutating func accumulate<Source: TensorScalar>(_ other: Tensor<Source>) {
    precondition(count == other.count, "shapes \(shape) and \(other.shape) differ")
    Source.accumulate(other.scalars, into: &scalars)
  }
}
