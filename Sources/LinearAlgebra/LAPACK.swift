import COpenBLAS
import Parallelism
import Tensors

/// The door to LAPACK and to the triangular solves of BLAS.
///
/// LAPACK is column-major: its upper triangle is our lower one, and its eigenvectors, which it keeps
/// in columns, are our rows.
extension Double: LinearAlgebraScalar {
  /// Replaces the lower triangle of a symmetric matrix by its Cholesky factor.
  public static func factorCholesky(_ matrix: inout [Double], order: Int) -> Int {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { dpotrf_("U", &n, &matrix, &n, &status, 1) }
    return Int(status)
  }

  /// Replaces the Cholesky factor in the lower triangle by that of the inverse.
  public static func invertCholesky(_ factor: inout [Double], order: Int) {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { dpotri_("U", &n, &factor, &n, &status, 1) }
  }

  /// Replaces a symmetric matrix by its eigenvectors and returns the eigenvalues.
  public static func decompose(
    _ matrix: inout [Double], order: Int, wantsVectors: Bool
  ) -> (values: [Double], status: Int) {
    eigenvalues(dsyevd_, of: &matrix, order: order, wantsVectors: wantsVectors)
  }

  /// Replaces each row `x` of a matrix by `L⁻¹ x`, or by `L⁻ᵀ x`.
  public static func solveTriangular(
    lower: [Double], order: Int, transposed: Bool, rows: inout [Double], count: Int
  ) {
    ThreadBudget.lendToBLAS(order: order) {
      cblas_dtrsm(
        CblasRowMajor, CblasRight, CblasLower, transposed ? CblasNoTrans : CblasTrans, CblasNonUnit,
        CInt(count), CInt(order), 1, lower, CInt(order), &rows, CInt(order))
    }
  }
}

extension Float: LinearAlgebraScalar {
  /// Replaces the lower triangle of a symmetric matrix by its Cholesky factor.
  public static func factorCholesky(_ matrix: inout [Float], order: Int) -> Int {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { spotrf_("U", &n, &matrix, &n, &status, 1) }
    return Int(status)
  }

  /// Replaces the Cholesky factor in the lower triangle by that of the inverse.
  public static func invertCholesky(_ factor: inout [Float], order: Int) {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { spotri_("U", &n, &factor, &n, &status, 1) }
  }

  /// Replaces a symmetric matrix by its eigenvectors and returns the eigenvalues.
  public static func decompose(
    _ matrix: inout [Float], order: Int, wantsVectors: Bool
  ) -> (values: [Float], status: Int) {
    eigenvalues(ssyevd_, of: &matrix, order: order, wantsVectors: wantsVectors)
  }

  /// Replaces each row `x` of a matrix by `L⁻¹ x`, or by `L⁻ᵀ x`.
  public static func solveTriangular(
    lower: [Float], order: Int, transposed: Bool, rows: inout [Float], count: Int
  ) {
    ThreadBudget.lendToBLAS(order: order) {
      cblas_strsm(
        CblasRowMajor, CblasRight, CblasLower, transposed ? CblasNoTrans : CblasTrans, CblasNonUnit,
        CInt(count), CInt(order), 1, lower, CInt(order), &rows, CInt(order))
    }
  }
}

/// The signature that `dsyevd_` and `ssyevd_` share.
private typealias SYEVD<Scalar> = (
  UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<CInt>?,
  UnsafeMutablePointer<Scalar>?, UnsafePointer<CInt>?, UnsafeMutablePointer<Scalar>?,
  UnsafeMutablePointer<Scalar>?, UnsafePointer<CInt>?, UnsafeMutablePointer<CInt>?,
  UnsafePointer<CInt>?, UnsafeMutablePointer<CInt>?, Int, Int
) -> Void

private func eigenvalues<Scalar: TensorScalar>(
  _ syevd: SYEVD<Scalar>, of matrix: inout [Scalar], order: Int, wantsVectors: Bool
) -> (values: [Scalar], status: Int) {
  var n = CInt(order)
  var status: CInt = 0
  var values = [Scalar](repeating: 0, count: order)
  let job = wantsVectors ? "V" : "N"
  var workCount: CInt = -1
  var integerCount: CInt = -1
  var work = [Scalar](repeating: 0, count: 1)
  var integers = [CInt](repeating: 0, count: 1)
  // The first call asks how much workspace is wanted.
  syevd(
    job, "U", &n, &matrix, &n, &values, &work, &workCount, &integers, &integerCount, &status, 1, 1)
  workCount = CInt(work[0])
  integerCount = integers[0]
  work = [Scalar](repeating: 0, count: Int(workCount))
  integers = [CInt](repeating: 0, count: Int(integerCount))
  ThreadBudget.lendToBLAS(order: order) {
    syevd(
      job, "U", &n, &matrix, &n, &values, &work, &workCount, &integers, &integerCount, &status, 1,
      1)
  }
  return (values, Int(status))
}
