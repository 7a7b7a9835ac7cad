import COpenBLAS
import Synchronization

/// The number of threads that numerical work may use, inside BLAS and in parallel loops.
public enum ThreadBudget {
  /// Who uses the threads now; the BLAS count belongs to the whole process, so all changes of it go
  /// through here.
  private struct State {
    /// The threads of a BLAS call outside of loops; nil until someone asks or sets it.
    var threads: Int?
    var isLoopRunning = false
  }

  private static let state = Mutex(State())

  /// The threads a BLAS call or a parallel loop uses; the count belongs to the whole process.
  public static var threads: Int {
    state.withLock { $0.threads ?? Int(openblas_get_num_threads()) }
  }

  /// Sets the number of threads a BLAS call uses, at least one; with one, loops run serially.
  ///
  /// A loop that runs meanwhile keeps BLAS at one thread until it ends.
  public static func use(threads: Int) {
    state.withLock { state in
      state.threads = max(1, threads)
      if !state.isLoopRunning { openblas_set_num_threads(CInt(max(1, threads))) }
    }
  }

  /// Takes the threads for a loop and leaves BLAS one; false when there are none to take.
  static func beginLoop() -> Bool {
    state.withLock { state in
      let threads = state.threads ?? Int(openblas_get_num_threads())
      guard !state.isLoopRunning, threads > 1 else { return false }
      state.threads = threads
      state.isLoopRunning = true
      openblas_set_num_threads(1)
      return true
    }
  }

  /// Gives the threads that a loop took back to BLAS.
  static func endLoop() {
    state.withLock { state in
      state.isLoopRunning = false
      openblas_set_num_threads(CInt(state.threads ?? 1))
    }
  }
}
