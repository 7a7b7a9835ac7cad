import COpenBLAS

/// The signature that `cblas_sgemm` and `cblas_dgemm` share.
typealias GEMM<Scalar> = (
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
