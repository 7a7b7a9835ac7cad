import ArgumentParser
import Notebook

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where a program without a screen writes: results to standard output, the rest to standard error.
enum ScriptOutput {
  /// Writes lines to standard output.
  nonisolated static func standard(_ lines: [String]) { write(lines, to: STDOUT_FILENO) }

  /// Writes lines to standard error.
  nonisolated static func diagnostic(_ lines: [String]) { write(lines, to: STDERR_FILENO) }

  /// Does something, and ends the program with a clear line when it fails.
  nonisolated static func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      diagnostic(problem.lines(source: ""))
      throw ExitCode(1)
    }
  }

  private nonisolated static func write(_ lines: [String], to descriptor: CInt) {
    var bytes = Array(lines.map { $0 + "\n" }.joined().utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
