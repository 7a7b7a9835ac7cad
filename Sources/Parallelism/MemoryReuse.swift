import COpenBLAS

/// How the process treats the memory of tensors that are no longer needed.
public enum MemoryReuse {
  /// Keeps freed memory for the next tensors, up to 1 GiB.
  ///
  /// Otherwise each large piece goes back to the system at once and is asked for again, which clears it
  /// page by page: a program that sweeps over data spends up to 40 % of its time so. It belongs at the
  /// start of a program; a library leaves it alone.
  public static func begin() {
    #if canImport(Glibc)
    mallopt(M_MMAP_THRESHOLD, 1 << 30)
    mallopt(M_TRIM_THRESHOLD, 1 << 30)
    mallopt(M_TOP_PAD, 1 << 26)
    #endif
  }
}
