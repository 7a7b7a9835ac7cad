import TextPlots

/// The arguments of a sink: what goes in, and a file if it should not be printed.
private func sink(
  _ verb: String, _ summary: String, suffix: String, needsFile: Bool = false,
  options: [OptionSignature] = []
) -> CommandSignature {
  CommandSignature(
    verb, summary: summary,
    parameters: [
      ParameterSignature(
        "object", .object(.any), help: "the object; the last result without it", isOptional: true,
        takesInput: true),
      ParameterSignature(
        "file", .path(suffixes: []), help: "a file; printed without it", isOptional: !needsFile),
    ], options: options, examples: ["grid p1 | \(verb) grid.\(suffix)"], resultKind: .any)
}

extension CommandContext {
  /// What a sink takes: its argument, what came through the pipe, or the last result.
  fileprivate func sunk(_ arguments: BoundArguments) throws -> (
    name: String, object: any SessionObject
  ) {
    if let reference = arguments.object("object") { return try resolve(reference) }
    guard let last = session.last else {
      throw Problem(.unknownObject, "There is no result yet.")
    }
    return (inputName ?? "_", last)
  }

  /// Writes to the file an argument names, or prints.
  fileprivate func deliver(
    _ text: String, _ arguments: BoundArguments, printed: OutputBlock? = nil,
    _ object: any SessionObject
  ) throws -> Outcome {
    guard let file = arguments.path("file") else {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return Outcome(
        results: [.init(object: object)],
        output: [printed ?? .raw(lines.last == "" ? Array(lines.dropLast()) : lines)])
    }
    try files.write(text.hasSuffix("\n") ? text : text + "\n", to: file)
    return Outcome(
      results: [.init(object: object)], receipt: "wrote \(file); a file is not undone", output: [])
  }
}

/// `table`: an object as rows and columns.
enum TableCommand: Command {
  static let signature = sink(
    "table", "an object as rows and columns", suffix: "txt",
    options: [
      OptionSignature("top", .number(.count), help: "how many rows"),
      OptionSignature(
        "sort", .column(of: "object"), help: "the column to sort by; -column from the largest down"),
    ])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (_, object) = try context.sunk(arguments)
    var table = try object.table()
    if let column = arguments.columns("sort").first {
      table = try sorted(table, by: column, arguments)
    }
    if let top = arguments.integer("top") { table.rows = Array(table.rows.prefix(top)) }
    let isMarkdown = arguments.path("file")?.hasSuffix(".md") == true
    let text = isMarkdown ? table.markdown() : table.lines(width: 200).joined(separator: "\n")
    return try context.deliver(text, arguments, printed: .table(table), object)
  }

  private static func sorted(
    _ table: TextPlots.Table, by column: ColumnReference, _ arguments: BoundArguments
  ) throws -> TextPlots.Table {
    guard let index = table.columns.firstIndex(where: { $0.title == column.name }) else {
      let titles = table.columns.map { Suggestion($0.title) }
      throw Problem(
        .unknownColumn, "The table has no column '\(column.name)'.",
        at: arguments.place(of: "sort"),
        suggestions: DidYouMean.suggestions(for: column.name, among: titles))
    }
    var table = table
    table.rows.sort { left, right in
      let (a, b) = column.isDescending ? (right[index], left[index]) : (left[index], right[index])
      if let x = Double(a), let y = Double(b) { return x < y }
      return a < b
    }
    return table
  }
}

/// `csv`: an object as comma separated values.
enum CSVCommand: Command {
  static let signature = sink("csv", "an object as comma separated values", suffix: "csv")

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (_, object) = try context.sunk(arguments)
    let text = try (object as? PlotObject)?.picture.csv() ?? object.table().csv()
    return try context.deliver(text, arguments, object)
  }
}

/// `markdown`: an object as a table for GitHub and other readers of Markdown.
enum MarkdownCommand: Command {
  static let signature = sink("markdown", "an object as a table in Markdown", suffix: "md")

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (_, object) = try context.sunk(arguments)
    return try context.deliver(try object.table().markdown(), arguments, object)
  }
}

/// `json`: a result in the form that scripts read, on one line.
enum JSONCommand: Command {
  static let signature = sink("json", "a result on one line for scripts", suffix: "json")

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.sunk(arguments)
    let value = context.inputJSON ?? object.json(name: name)
    return try context.deliver(JSONWriter.line(value), arguments, object)
  }
}

/// `text`: what would be shown, as plain text.
enum TextCommand: Command {
  static let signature = sink("text", "what would be shown, as plain text", suffix: "txt")

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (_, object) = try context.sunk(arguments)
    let shown = try object.defaultView()
    let blocks = shown.isEmpty ? [OutputBlock.table(try object.table())] : shown
    guard arguments.path("file") != nil else {
      return Outcome(
        results: [.init(object: object)], output: [.lines([object.headline])] + blocks)
    }
    let lines = [object.headline] + blocks.flatMap { $0.lines(RenderingOptions()) }
    return try context.deliver(lines.joined(separator: "\n"), arguments, object)
  }
}

/// `svg`: a picture as a vector graphic.
enum SVGCommand: Command {
  static let signature = sink(
    "svg", "a picture as a vector graphic", suffix: "svg", needsFile: true)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (_, object) = try context.sunk(arguments)
    return try context.deliver(try object.plot(PlotRequest()).svg(theme: .light), arguments, object)
  }
}
