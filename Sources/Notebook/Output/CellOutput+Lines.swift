import TextPlots

extension CellOutput {
  /// The width at which outputs are recorded in a notebook: they stand indented by four in 80 columns.
  public static let recordedWidth = 76

  /// The whole output as lines of plain text, as a notebook records it.
  public func recordedLines() -> [String] {
    let options = RenderingOptions(width: Self.recordedWidth)
    return items.flatMap { $0.lines(options) }
  }
}

extension CellOutput.Item {
  /// The piece as lines of plain text.
  public func lines(_ options: RenderingOptions) -> [String] {
    block(options).lines(options)
  }

  /// The piece as something that can be drawn.
  public func block(_ options: RenderingOptions) -> OutputBlock {
    switch self {
    case .warning(let problem) where options.isPlain:
      .text(problem.plainLines(source: ""), Style(.warning))
    case .problem(let problem, let source) where options.isPlain:
      .text(problem.plainLines(source: source), Style(.error))
    case .result(let block): block
    case .receipt(let text): .text(["↳ \(text)"], Style(.dim))
    case .warning(let problem): .text(problem.lines(source: ""), Style(.warning))
    case .problem(let problem, let source):
      .text(problem.lines(source: source), Style(.error))
    }
  }
}
