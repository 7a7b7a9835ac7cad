extension Tensor {
  /// The slices at the given positions of the first axis.
  public func selecting(_ positions: [Int]) -> Tensor {
    let length = shape.dropFirst().count
    var result: [Scalar] = []
    result.reserveCapacity(positions.count * length)
    for position in positions {
      result.append(contentsOf: scalars[position * length..<(position + 1) * length])
    }
    return Tensor(shape: [positions.count] + shape.dropFirst(), scalars: result)
  }

  /// The slices in a range of positions of the first axis.
  public func slice(_ positions: Range<Int>) -> Tensor {
    let length = shape.dropFirst().count
    return Tensor(
      shape: [positions.count] + shape.dropFirst(),
      scalars: Array(scalars[positions.lowerBound * length..<positions.upperBound * length]))
  }

  /// Tensors joined along their first axis.
  public static func concatenated(_ parts: [Tensor]) -> Tensor {
    precondition(!parts.isEmpty, "nothing to concatenate")
    return Tensor(
      shape: [parts.reduce(0) { $0 + $1.shape[0] }] + parts[0].shape.dropFirst(),
      scalars: parts.flatMap { $0.scalars })
  }
}
