import COpenBLAS
import Parallelism
import Tensors

/// The door to LAPACK.
///
/// LAPACK is column-major: its lower triangle is our upper one, and its eigenvectors, which it keeps in
/// columns, are our rows.
extension Double: LinearAlgebraScalar {
  /// The packed form of a symmetric matrix whose upper triangle is given.
  public static func pack(upperTriangle: [Double], order: Int) -> [Double] {
    var n = CInt(order)
    var status: CInt = 0
    return [Double](unsafeUninitializedCapacity: order * (order + 1) / 2) { packed, count in
      dtrttf_("N", "L", &n, upperTriangle, &n, packed.baseAddress, &status, 1, 1)
      count = packed.count
    }
  }

  /// The upper triangle of a packed matrix in a square; what stands below it has no meaning.
  public static func unpack(_ packed: [Double], order: Int) -> [Double] {
    var n = CInt(order)
    var status: CInt = 0
    var square = [Double](repeating: 0, count: order * order)
    dtfttr_("N", "L", &n, packed, &square, &n, &status, 1, 1)
    return square
  }

  /// Replaces a packed matrix by its Cholesky factor.
  public static func factorCholesky(_ packed: inout [Double], order: Int) -> Int {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { dpftrf_("N", "L", &n, &packed, &status, 1, 1) }
    return Int(status)
  }

  /// Replaces a packed Cholesky factor by the inverse of the matrix.
  public static func invertCholesky(_ packed: inout [Double], order: Int) {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { dpftri_("N", "L", &n, &packed, &status, 1, 1) }
  }

  /// Replaces each row `x` of a matrix by `L⁻¹ x`, or by `L⁻ᵀ x`.
  public static func solveTriangular(
    packed: [Double], order: Int, transposed: Bool, rows: inout [Double], count: Int
  ) {
    var (n, m, one) = (CInt(order), CInt(count), Double(1))
    ThreadBudget.lendToBLAS(order: order) {
      dtfsm_(
        "N", "L", "L", transposed ? "T" : "N", "N", &n, &m, &one, packed, &rows, &n, 1, 1, 1, 1, 1)
    }
  }

  /// Replaces a symmetric matrix by its eigenvectors and returns the eigenvalues.
  public static func decompose(
    _ matrix: inout [Double], order: Int, wantsVectors: Bool
  ) -> (values: [Double], status: Int) {
    eigenvalues(dsyevd_, of: &matrix, order: order, wantsVectors: wantsVectors)
  }
}

extension Float: LinearAlgebraScalar {
  /// The packed form of a symmetric matrix whose upper triangle is given.
  public static func pack(upperTriangle: [Float], order: Int) -> [Float] {
    var n = CInt(order)
    var status: CInt = 0
    return [Float](unsafeUninitializedCapacity: order * (order + 1) / 2) { packed, count in
      strttf_("N", "L", &n, upperTriangle, &n, packed.baseAddress, &status, 1, 1)
      count = packed.count
    }
  }

  /// The upper triangle of a packed matrix in a square; what stands below it has no meaning.
  public static func unpack(_ packed: [Float], order: Int) -> [Float] {
    var n = CInt(order)
    var status: CInt = 0
    var square = [Float](repeating: 0, count: order * order)
    stfttr_("N", "L", &n, packed, &square, &n, &status, 1, 1)
    return square
  }

  /// Replaces a packed matrix by its Cholesky factor.
  public static func factorCholesky(_ packed: inout [Float], order: Int) -> Int {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { spftrf_("N", "L", &n, &packed, &status, 1, 1) }
    return Int(status)
  }

  /// Replaces a packed Cholesky factor by the inverse of the matrix.
  public static func invertCholesky(_ packed: inout [Float], order: Int) {
    var n = CInt(order)
    var status: CInt = 0
    ThreadBudget.lendToBLAS(order: order) { spftri_("N", "L", &n, &packed, &status, 1, 1) }
  }

  /// Replaces each row `x` of a matrix by `L⁻¹ x`, or by `L⁻ᵀ x`.
  public static func solveTriangular(
    packed: [Float], order: Int, transposed: Bool, rows: inout [Float], count: Int
  ) {
    var (n, m, one) = (CInt(order), CInt(count), Float(1))
    ThreadBudget.lendToBLAS(order: order) {
      stfsm_(
        "N", "L", "L", transposed ? "T" : "N", "N", &n, &m, &one, packed, &rows, &n, 1, 1, 1, 1, 1)
    }
  }

  /// Replaces a symmetric matrix by its eigenvectors and returns the eigenvalues.
  public static func decompose(
    _ matrix: inout [Float], order: Int, wantsVectors: Bool
  ) -> (values: [Float], status: Int) {
    eigenvalues(ssyevd_, of: &matrix, order: order, wantsVectors: wantsVectors)
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
