extension Tensor {
  /// The elements at the given positions of the last axis, in their order; nil takes all.
  public func selectingColumns(_ columns: [Int]?) -> Tensor {
    guard let columns else { return self }
    return Tensor(
      shape: shape.dropLast() + [columns.count],
      scalars: Scalar.selectColumns(scalars, count: shape[-1], columns: columns))
  }

  /// The rows of this tensor at the given positions of longer rows of zeros: the adjoint of
  /// `selectingColumns`.
  public func spread(to columns: [Int], of count: Int) -> Tensor {
    Tensor(
      shape: shape.dropLast() + [count],
      scalars: Scalar.spreadColumns(scalars, columns: columns, count: count))
  }

  /// Replaces the columns of a matrix from `column` on by those of another with as many rows.
  public mutating func setColumns(from column: Int, to other: Tensor) {
    precondition(
      shape[0] == other.shape[0] && column + other.shape[1] <= shape[1],
      "columns of \(other.shape) do not fit into \(shape) from \(column) on")
    Scalar.setColumns(
      &scalars, count: shape[1], from: column, to: other.scalars, otherCount: other.shape[1])
  }

  /// The tensor with its first two axes exchanged.
  public var exchangingFirstAxes: Tensor {
    guard shape[0] > 1, shape[1] > 1 else {
      return reshaped([shape[1], shape[0]] + shape.dropFirst(2))
    }
    return Tensor(
      shape: [shape[1], shape[0]] + shape.dropFirst(2),
      scalars: Scalar.exchangeFirstAxes(
        scalars, first: shape[0], second: shape[1], inner: shape.dropFirst(2).count))
  }
}
