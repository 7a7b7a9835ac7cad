/// The program as a person meets it: on a terminal of 120x40, from the start to the keys.
struct ScreenBenchmark {
  func run() throws {
    let starts = try (0..<10).map { _ in
      let session = try TerminalSession()
      let seconds = try session.seconds(until: "la>")
      session.end()
      return seconds
    }
    report("start to prompt", starts)

    let session = try TerminalSession()
    _ = try session.seconds(until: "la>")
    session.drain()
    report("key to repaint", try (0..<60).map { try session.secondsToEcho(of: key($0)) })
    session.send("\u{15}load digits\rmodel mlp [64,256,10]\rtrain on=digits epochs=100000\r")
    _ = try session.seconds(until: "/100000")
    report(
      "key to repaint during training", try (0..<40).map { try session.secondsToEcho(of: key($0)) })
    print(#"{"task":"memory of the full screen after training","kib":\#(session.peakKiB)}"#)
    session.end()
  }

  private func key(_ index: Int) -> String { String(Array("qwxzvyju")[index % 8]) }

  private func report(_ task: String, _ seconds: [Double]) {
    let sorted = seconds.sorted()
    print(
      #"{"task":"\#(task)","median":\#(sorted[sorted.count / 2]),"#
        + #""p95":\#(sorted[sorted.count * 95 / 100]),"runs":\#(sorted.count)}"#)
  }
}
