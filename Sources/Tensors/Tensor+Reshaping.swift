extension Tensor {
  /// The same elements under another shape of the same count.
  public func reshaped(_ shape: Shape) -> Tensor { Tensor(shape: shape, scalars: scalars) }

  /// The tensor repeated along its missing axes and those of length 1.
  public func broadcast(to target: Shape) -> Tensor {
    guard target != shape else { return self }
    return Tensor(
      shape: target,
      scalars: Scalar.repeated(scalars, BroadcastLayout(shape, target, to: target)))
  }

  /// The tensor with its last two axes exchanged.
  public func transposed() -> Tensor {
    Tensor(
      shape: shape.dropLast(2) + [shape[-1], shape[-2]],
      scalars: Scalar.transposed(scalars, rows: shape[-2], columns: shape[-1]))
  }
}
