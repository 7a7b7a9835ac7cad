import COpenBLAS
import Parallelism

/// The signature that `cblas_sgemm` and `cblas_dgemm` share.
typealias GEMM<Scalar> =
  @Sendable (
    CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, CInt, CInt, CInt, Scalar, UnsafePointer<Scalar>?,
    CInt, UnsafePointer<Scalar>?, CInt, Scalar, UnsafeMutablePointer<Scalar>?, CInt
  ) -> Void

/// Where the work of a matrix product is divided.
private enum Division {
  /// The multiplications below which a product is not worth dividing.
  static let threshold = 1 << 20
  /// The smallest number of rows or columns of a piece.
  static let smallest = 64
  /// The largest number of pieces.
  static let count = 8

  /// The rows, or columns, of a piece.
  static func piece(of length: Int) -> Int {
    max(smallest, ((length + count - 1) / count + 15) / 16 * 16)
  }
}

/// A matrix product of row-major matrices of size (rows, columns, inner), in pieces of rows or of columns
/// where it is large.
func matrixProduct<Scalar: TensorScalar>(
  _ gemm: GEMM<Scalar>, _ a: MatrixOperand<Scalar>, _ b: MatrixOperand<Scalar>,
  into c: inout [Scalar], offset: Int, size: (rows: Int, columns: Int, inner: Int),
  alpha: Scalar, beta: Scalar
) {
  guard size.rows > 0, size.columns > 0 else { return }
  ThreadBudget.prepare()
  let byRows = size.rows >= size.columns
  let length = byRows ? size.rows : size.columns
  let isLarge = size.rows * size.columns * size.inner >= Division.threshold
  let piece = isLarge ? Division.piece(of: length) : length
  a.scalars.withUnsafeBufferPointer { aBuffer in
    b.scalars.withUnsafeBufferPointer { bBuffer in
      c.withUnsafeMutableBufferPointer { cBuffer in
        guard let left = aBuffer.baseAddress, let right = bBuffer.baseAddress else { return }
        nonisolated(unsafe) let (aStart, bStart) = (left, right)  // They are only read.
        Parallel.write(to: cBuffer, rounds: (length + piece - 1) / piece) { index, c in
          let first = index * piece
          let count = min(piece, length - first)
          let (row, column) = byRows ? (first, 0) : (0, first)
          gemm(
            CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
            b.isTransposed ? CblasTrans : CblasNoTrans,
            CInt(byRows ? count : size.rows), CInt(byRows ? size.columns : count),
            CInt(size.inner), alpha,
            aStart + a.offset + row * (a.isTransposed ? 1 : a.columns), CInt(max(1, a.columns)),
            bStart + b.offset + column * (b.isTransposed ? b.columns : 1),
            CInt(max(1, b.columns)), beta, c + offset + row * size.columns + column,
            CInt(size.columns))
        }
      }
    }
  }
}

/// The signature that `cblas_ssyrk` and `cblas_dsyrk` share.
typealias SYRK<Scalar> =
  @Sendable (
    CBLAS_ORDER, CBLAS_UPLO, CBLAS_TRANSPOSE, CInt, CInt, Scalar, UnsafePointer<Scalar>?, CInt,
    Scalar, UnsafeMutablePointer<Scalar>?, CInt
  ) -> Void

/// The upper triangle of `c = aᵀ a + beta c`, with `a` of shape (rows, order), row-major.
///
/// A large triangle is divided into bands of columns, a small one from many rows into sums over some of
/// the rows.
func gramMatrix<Scalar: TensorScalar>(
  _ routines: (gemm: GEMM<Scalar>, syrk: SYRK<Scalar>), _ a: [Scalar], rows: Int, order: Int,
  beta: Scalar, into c: inout [Scalar]
) {
  guard rows > 0, order > 0 else { return }
  ThreadBudget.prepare()
  let isLarge = rows * order * order >= Division.threshold
  if isLarge, order < 2 * Division.smallest {
    return gramOfManyRows(routines.syrk, a, rows: rows, order: order, beta: beta, into: &c)
  }
  let piece = isLarge ? Division.smallest : order
  let bands = (order + piece - 1) / piece
  a.withUnsafeBufferPointer { a in
    c.withUnsafeMutableBufferPointer { c in
      guard let a = a.baseAddress else { return }
      nonisolated(unsafe) let start = a
      // The longest bands first, so that the threads end together.
      Parallel.write(to: c, rounds: bands) { index, c in
        let column = (bands - 1 - index) * piece
        let width = min(piece, order - column)
        if column > 0 {
          routines.gemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, CInt(column), CInt(width), CInt(rows), 1,
            start, CInt(order), start + column, CInt(order), beta, c + column, CInt(order))
        }
        routines.syrk(
          CblasRowMajor, CblasUpper, CblasTrans, CInt(width), CInt(rows), 1, start + column,
          CInt(order), beta, c + column * (order + 1), CInt(order))
      }
    }
  }
}

private func gramOfManyRows<Scalar: TensorScalar>(
  _ syrk: SYRK<Scalar>, _ a: [Scalar], rows: Int, order: Int, beta: Scalar, into c: inout [Scalar]
) {
  let piece = max(1024, (rows + Division.count - 1) / Division.count)
  let parts = a.withUnsafeBufferPointer { a in
    nonisolated(unsafe) let start = a.baseAddress
    return Parallel.map((rows + piece - 1) / piece) { index in
      let first = index * piece
      return [Scalar](unsafeUninitializedCapacity: order * order) { part, initialized in
        syrk(
          CblasRowMajor, CblasUpper, CblasTrans, CInt(order), CInt(min(piece, rows - first)), 1,
          start.map { $0 + first * order }, CInt(order), 0, part.baseAddress, CInt(order))
        initialized = order * order
      }
    }
  }
  for index in c.indices {
    var sum = beta == 0 ? 0 : beta * c[index]
    for part in parts where index % order >= index / order { sum += part[index] }
    c[index] = sum
  }
}

/// A row-major matrix in memory, as a factor of a matrix product.
struct MatrixPointer<Scalar> {
  let start: UnsafePointer<Scalar>
  /// The distance from one stored row to the next.
  let step: Int
  let isTransposed: Bool

  init(_ start: UnsafePointer<Scalar>, step: Int, transposed: Bool = false) {
    self.start = start
    self.step = step
    isTransposed = transposed
  }
}

/// `c = a b + beta c` for row-major matrices in memory, of size (rows, columns, inner).
@inline(__always)
func matrixProduct<Scalar: TensorScalar>(
  _ gemm: GEMM<Scalar>, _ a: MatrixPointer<Scalar>, _ b: MatrixPointer<Scalar>,
  into c: UnsafeMutablePointer<Scalar>, step: Int,
  size: (rows: Int, columns: Int, inner: Int), beta: Scalar
) {
  gemm(
    CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
    b.isTransposed ? CblasTrans : CblasNoTrans, CInt(size.rows), CInt(size.columns),
    CInt(size.inner), 1, a.start, CInt(a.step), b.start, CInt(b.step), beta, c, CInt(step))
}
