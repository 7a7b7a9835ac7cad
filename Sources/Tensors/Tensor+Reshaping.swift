extension Tensor {
  /// The same elements under another shape of the same count.
  public func reshaped(_ shape: Shape) -> Tensor { Tensor(shape: shape, scalars: scalars) }

  /// The tensor repeated along its missing axes and those of length 1.
  public func broadcast(to target: Shape) -> Tensor {
    guard target != shape else { return self }
    let padded = Shape([Int](repeating: 1, count: target.rank - shape.rank)) + shape
    var scalars = self.scalars
    var inner = 1
    // From the last axis outwards: each step repeats blocks of the part already filled.
    for axis in stride(from: target.rank - 1, through: 0, by: -1) {
      if padded[axis] == 1, target[axis] != 1 {
        scalars = repeated(scalars, blockLength: inner, times: target[axis])
      }
      inner *= target[axis]
    }
    return Tensor(shape: target, scalars: scalars)
  }

  /// The tensor with its last two axes exchanged.
  public func transposed() -> Tensor {
    Tensor(
      shape: shape.dropLast(2) + [shape[-1], shape[-2]],
      scalars: Scalar.transposed(scalars, rows: shape[-2], columns: shape[-1]))
  }

  private func repeated(_ scalars: [Scalar], blockLength: Int, times: Int) -> [Scalar] {
    var result: [Scalar] = []
    result.reserveCapacity(scalars.count * times)
    for start in stride(from: 0, to: scalars.count, by: max(1, blockLength)) {
      let block = scalars[start..<start + blockLength]
      for _ in 0..<times { result.append(contentsOf: block) }
    }
    return result
  }
}
