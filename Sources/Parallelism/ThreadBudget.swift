import COpenBLAS

/// The number of threads that numerical work may use.
public enum ThreadBudget {
  /// The threads a BLAS call uses; the count belongs to the whole process.
  public static var threads: Int { Int(openblas_get_num_threads()) }

  /// Sets the number of threads a BLAS call uses, at least one.
  public static func use(threads: Int) { openblas_set_num_threads(CInt(max(1, threads))) }
}
