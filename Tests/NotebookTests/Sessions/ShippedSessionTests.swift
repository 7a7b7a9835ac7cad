import Foundation
import Notebook
import TestSupport
import Testing

@Suite struct ShippedSessionTests {
  static let names = ["calibration", "continual", "reward", "structures", "uci", "welcome"]

  @Test("every shipped notebook has a test")
  func allAreReplayed() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Fixture.package.appendingPathComponent("sessions"), includingPropertiesForKeys: nil)
    let notebooks = files.map(\.lastPathComponent).filter { $0.hasSuffix(".la.md") }
    #expect(notebooks.sorted() == Self.names.map { "\($0).la.md" })
  }

  @Test("a shipped notebook replays to the figures it records", arguments: names)
  func replay(name: String) async throws {
    let folder = Fixture.package.appendingPathComponent("sessions").path
    let notebook = try NotebookStore.read("\(folder)/\(name).la.md")
    let replay = await Replay(notebook, folder: folder)
    #expect(replay.succeeded)
    // Training is iterated thousands of times, so another BLAS kernel may move the last digits shown.
    let differences = replay.differences(from: notebook, tolerance: 1e-3)
    #expect(differences.map { "\($0.id)\n" + $0.difference.joined(separator: "\n") } == [])
  }
}
