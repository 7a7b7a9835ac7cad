import Testing
import TestSupport
import TextPlots

/// Compares a picture with the file that keeps it.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let kept = try Fixture.golden(text, "TextPlots/\(name)")
  #expect(kept == text, "\(name) differs; it is now:\n\(text)", sourceLocation: sourceLocation)
}

/// The rows of a picture, each ending in a line feed.
func text(_ plot: Plot, _ options: PlotOptions) -> String {
  plot.grid(options).lines.map { $0 + "\n" }.joined()
}
