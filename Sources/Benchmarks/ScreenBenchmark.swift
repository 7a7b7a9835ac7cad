import Foundation

/// The program as a person meets it on a terminal: from the start to the keys, pictures and memory.
struct ScreenBenchmark {
  func run() throws {
    report("start to prompt", try starts([]))
    try withNotebook(cells: 500) { path in
      report("start to prompt of a notebook of 500 cells", try starts([path]))
    }
    try measureKeys()
    try measureLargeScreen()
  }

  private func starts(_ arguments: [String]) throws -> [Double] {
    try (0..<10).map { _ in
      let session = try TerminalSession(arguments)
      defer { session.end() }
      return try session.seconds(until: "la>")
    }
  }

  /// At 120x40: without work, then while a network trains.
  private func measureKeys() throws {
    let session = try TerminalSession()
    defer { session.end() }
    _ = try session.seconds(until: "la>")
    print(#"{"task":"memory after the start","kib":\#(session.residentKiB)}"#)
    session.drain()
    let before = session.wakeUps
    sleep(3)
    print(#"{"task":"idle for 3 seconds","wake_ups":\#(session.wakeUps - before)}"#)
    try report("key to repaint", keys(60, session))
    session.send("\u{15}")
    try report(
      "Tab to the list of choices",
      (0..<20).map { _ in
        let seconds = try session.seconds(until: " more") { session.send("\t") }
        session.send("\u{15}")
        return seconds
      })
    try report("size to repaint", sizes(session))
    session.send("load digits\rmodel mlp [64,256,10]\r")
    try report("^C in training to the prompt", interrupts(session))
    session.send("train on=digits epochs=100000\r")
    _ = try session.seconds(until: "/100000") {}
    try report("key to repaint during training", keys(40, session))
    print(#"{"task":"memory of the full screen after training","kib":\#(session.peakKiB)}"#)
  }

  private func keys(_ count: Int, _ session: TerminalSession) throws -> [Double] {
    let letters = Array("qwxzvyju").map(String.init)
    return try (0..<count).map { try session.secondsToEcho(of: letters[$0 % letters.count]) }
  }

  private func sizes(_ session: TerminalSession) throws -> [Double] {
    try (0..<20).map { index in
      let columns = UInt16(index % 2 == 0 ? 118 : 120)
      return try session.seconds(until: "\(columns)x40") {
        session.resize(columns: columns, rows: 40)
      }
    }
  }

  private func interrupts(_ session: TerminalSession) throws -> [Double] {
    try (0..<10).map { _ in
      _ = try session.seconds(until: "/100000") {
        session.send("train on=digits epochs=100000\r")
      }
      return try session.seconds(until: "READY") { session.interrupt() }
    }
  }

  /// Everything anew at 200x60, two of its panes full of dots.
  private func measureLargeScreen() throws {
    let session = try TerminalSession(columns: 200, rows: 60)
    defer { session.end() }
    _ = try session.seconds(until: "la>")
    session.send("load synth two-moons n=500 seed=1\rplot d1\r")
    try report(
      "full repaint at 200x60",
      (0..<20).map { _ in try session.seconds(until: "200x60") { session.send("\u{0C}") } })
  }

  /// A notebook of some cells, in a file of its own.
  private func withNotebook(cells: Int, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "benchmark-\(getpid()).la.md")
    let text = (1...cells).map { "```la #c\($0)\nset seed=\($0)\n```\n" }
    try ("---\nla: 1\n---\n" + text.joined(separator: "\n")).write(
      to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  private func report(_ task: String, _ seconds: [Double]) {
    let sorted = seconds.sorted()
    print(
      #"{"task":"\#(task)","median":\#(sorted[sorted.count / 2]),"#
        + #""p95":\#(sorted[sorted.count * 95 / 100]),"runs":\#(sorted.count)}"#)
  }
}
