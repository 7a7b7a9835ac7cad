import Foundation

/// A program of the package as it was built, run in a process of its own.
struct BuiltProgram {
  /// What a run printed and how it ended.
  struct Run {
    let output: String
    let diagnostics: String
    let status: Int32
  }

  private let url: URL

  /// The program of a name beside the running tests.
  init(_ name: String) {
    let tests = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder =
      tests?.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    url = folder.appendingPathComponent(name)
  }

  /// Where the program is.
  var path: String { url.path }

  /// Runs the program to its end with arguments, standard input and an environment.
  func run(
    _ arguments: [String] = [], input: String = "", environment: [String: String] = [:]
  ) throws -> Run {
    let process = Process()
    let (inputPipe, outputPipe, errorPipe) = (Pipe(), Pipe(), Pipe())
    process.executableURL = url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = errorPipe
    try process.run()
    give(input, to: inputPipe)
    try inputPipe.fileHandleForWriting.close()
    let output = outputPipe.fileHandleForReading.readDataToEndOfFile()
    let diagnostics = errorPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      output: String(decoding: output, as: UTF8.self),
      diagnostics: String(decoding: diagnostics, as: UTF8.self), status: process.terminationStatus)
  }

  /// Writes the input; a program that ends without reading it is none of a test's faults.
  private func give(_ input: String, to pipe: Pipe) {
    signal(SIGPIPE, SIG_IGN)
    try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
  }

  /// Runs the program with arguments and standard input, interrupts it once it has said a text, and gives
  /// the status it ended with.
  func interrupted(
    _ arguments: [String] = [], input: String = "", after text: String
  ) throws -> Int32 {
    let process = Process()
    let (inputPipe, said) = (Pipe(), Pipe())
    process.executableURL = url
    process.arguments = arguments
    process.standardInput = inputPipe
    process.standardOutput = said
    process.standardError = said
    try process.run()
    give(input, to: inputPipe)
    var seen = Data()
    while !String(decoding: seen, as: UTF8.self).contains(text) {
      let more = said.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      seen += more
    }
    process.interrupt()
    _ = said.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
