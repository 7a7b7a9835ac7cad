import COpenBLAS
import Synchronization

/// The number of threads that numerical work may use.
///
/// A BLAS routine has one thread: loops divide its work, in pieces that do not depend on the number of
/// threads, and so neither do results. The threads of BLAS itself would wait for their next call by
/// turning in circles, on the cores that a loop needs. Only LAPACK, whose work cannot be divided from
/// outside, is lent the threads of BLAS.
public enum ThreadBudget {
  private struct State {
    var threads: Int
    var isLoopRunning = false
  }

  /// The threads that BLAS had when the first work began, and gave up.
  private static let available: Int = {
    let threads = Int(openblas_get_num_threads())
    openblas_set_num_threads(1)
    return threads
  }()

  private static let state = Mutex(State(threads: available))

  /// Takes the threads from BLAS before its first call.
  public static func prepare() { _ = available }

  /// The threads a parallel loop or a factorisation uses; the count belongs to the whole process.
  public static var threads: Int { state.withLock { $0.threads } }

  /// Sets the number of threads, at least one; with one, loops run serially.
  public static func use(threads: Int) { state.withLock { $0.threads = max(1, threads) } }

  /// Lets BLAS use the threads while a function runs on matrices of some order, unless a loop has them;
  /// for small ones waking the threads costs more than they give.
  public static func lendToBLAS<Result>(order: Int, _ body: () -> Result) -> Result {
    prepare()
    let threads = order < 128 ? 1 : state.withLock { $0.isLoopRunning ? 1 : $0.threads }
    guard threads > 1 else { return body() }
    openblas_set_num_threads(CInt(threads))
    defer { openblas_set_num_threads(1) }
    return body()
  }

  /// Takes the threads for a loop; false when there are none to take.
  static func beginLoop() -> Bool {
    state.withLock { state in
      guard !state.isLoopRunning, state.threads > 1 else { return false }
      state.isLoopRunning = true
      return true
    }
  }

  /// Gives the threads that a loop took back.
  static func endLoop() { state.withLock { $0.isLoopRunning = false } }
}
