import Foundation
import Testing
import TextPlots

/// Compares a picture with the file that keeps it; `RECORD_GOLDENS=1` rewrites the file.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/TextPlots")
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let kept = try? String(contentsOf: file, encoding: .utf8)
  #expect(kept == text, "\(name) differs; it is now:\n\(text)", sourceLocation: sourceLocation)
}

/// The rows of a picture, each ending in a line feed.
func text(_ plot: Plot, _ options: PlotOptions) -> String {
  plot.grid(options).lines.map { $0 + "\n" }.joined()
}
