import Dispatch

/// The queue of the kernel: a long calculation must not occupy the threads that other tasks share.
final class KernelExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "laplace.kernel", qos: .userInitiated)

  /// Runs a job of the actor on the queue.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
