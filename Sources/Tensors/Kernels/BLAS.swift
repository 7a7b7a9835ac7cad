import COpenBLAS

/// The signature that `cblas_sgemm` and `cblas_dgemm` share.
typealias GEMM<Scalar> =
  @Sendable (
    CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, CInt, CInt, CInt, Scalar, UnsafePointer<Scalar>?,
    CInt, UnsafePointer<Scalar>?, CInt, Scalar, UnsafeMutablePointer<Scalar>?, CInt
  ) -> Void

/// Calls a BLAS matrix product on row-major matrices of size (rows, columns, inner).
func matrixProduct<Scalar: TensorScalar>(
  _ gemm: GEMM<Scalar>, _ a: MatrixOperand<Scalar>, _ b: MatrixOperand<Scalar>,
  into c: inout [Scalar], offset: Int, size: (rows: Int, columns: Int, inner: Int),
  alpha: Scalar, beta: Scalar
) {
  guard size.rows > 0, size.columns > 0 else { return }
  a.scalars.withUnsafeBufferPointer { aBuffer in
    b.scalars.withUnsafeBufferPointer { bBuffer in
      c.withUnsafeMutableBufferPointer { cBuffer in
        gemm(
          CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
          b.isTransposed ? CblasTrans : CblasNoTrans, CInt(size.rows), CInt(size.columns),
          CInt(size.inner), alpha, aBuffer.baseAddress.map { $0 + a.offset },
          CInt(max(1, a.columns)), bBuffer.baseAddress.map { $0 + b.offset },
          CInt(max(1, b.columns)), beta, cBuffer.baseAddress.map { $0 + offset },
          CInt(size.columns))
      }
    }
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
