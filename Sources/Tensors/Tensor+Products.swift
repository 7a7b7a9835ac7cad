extension Tensor {
  /// The product of the matrices in the last two axes, the axes before them repeated as for
  /// arithmetic; each factor may be taken transposed.
  ///
  /// A product with one right factor for all left ones is a single BLAS call.
  public func matrixProduct(
    _ other: Tensor, transposingSelf: Bool = false, transposingOther: Bool = false
  ) -> Tensor {
    let rows = transposingSelf ? shape[-1] : shape[-2]
    let inner = transposingSelf ? shape[-2] : shape[-1]
    let columns = transposingOther ? other.shape[-2] : other.shape[-1]
    let otherInner = transposingOther ? other.shape[-1] : other.shape[-2]
    precondition(inner == otherInner, "matrices \(shape) and \(other.shape) do not multiply")

    if other.shape.rank == 2, !transposingSelf {
      let product = Tensor.products(
        self, other, transposed: (false, transposingOther), count: 1, steps: (0, 0),
        size: (shape.dropLast().count, columns, inner))
      return Tensor(shape: shape.dropLast() + [columns], scalars: product)
    }
    let outer: Shape
    do {
      outer = try Shape.broadcast(shape.dropLast(2), other.shape.dropLast(2))
    } catch {
      preconditionFailure(error.description)
    }
    let left = aligned(to: outer)
    let right = other.aligned(to: outer)
    let product = Tensor.products(
      left, right, transposed: (transposingSelf, transposingOther), count: outer.count,
      steps: (left.matrixStep, right.matrixStep), size: (rows, columns, inner))
    return Tensor(shape: outer + [rows, columns], scalars: product)
  }

  /// `selfᵀ self` for a matrix, both triangles.
  public func gram() -> Tensor {
    let order = shape[1]
    var result = Tensor.zeros([order, order])
    Scalar.gram(scalars, rows: shape[0], order: order, beta: 0, into: &result.scalars)
    result.mirrorUpperTriangle()
    return result
  }

  /// Copies the upper triangle of a square matrix to the lower one.
  public mutating func mirrorUpperTriangle() {
    Scalar.mirrorUpperTriangle(&scalars, order: shape[1])
  }

  /// The tensor itself when it holds one matrix, else repeated to the outer axes.
  private func aligned(to outer: Shape) -> Tensor {
    shape.dropLast(2).count == 1
      ? self : broadcast(to: outer + Shape(Array(shape.lengths.suffix(2))))
  }

  /// The distance from one matrix to the next, 0 when there is only one.
  private var matrixStep: Int { shape.dropLast(2).count == 1 ? 0 : shape[-1] * shape[-2] }

  private static func products(
    _ left: Tensor, _ right: Tensor, transposed: (Bool, Bool), count: Int, steps: (Int, Int),
    size: (rows: Int, columns: Int, inner: Int)
  ) -> [Scalar] {
    let length = size.rows * size.columns
    var result = Scalar.repeated(0, count: count * length)
    for index in 0..<count {
      Scalar.gemm(
        MatrixOperand(
          left.scalars, offset: index * steps.0, columns: left.shape[-1], transposed: transposed.0),
        MatrixOperand(
          right.scalars, offset: index * steps.1, columns: right.shape[-1],
          transposed: transposed.1),
        into: &result, offset: index * length, rows: size.rows, columns: size.columns,
        inner: size.inner, alpha: 1, beta: 0)
    }
    return result
  }
}
