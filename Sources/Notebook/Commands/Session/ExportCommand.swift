/// `export`: the notebook in a form that other programs read.
enum ExportCommand: Command {
  static let signature = CommandSignature(
    "export", summary: "the notebook so far for Jupyter, a browser, or the shell",
    parameters: [
      ParameterSignature(
        "file", .path(suffixes: ExportFormat.allCases.map { "." + $0.rawValue }),
        help: "the file; its ending says the form")
    ], examples: ["export notes.ipynb", "export notes.html", "export notes.md", "export notes.sh"])

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    guard let file = arguments.path("file") else {
      preconditionFailure("the signature requires the file")
    }
    let text: String
    do {
      text = try ExportFormat(path: file).text(of: context.notebook)
    } catch {
      throw Problem.describing(error, at: arguments.place(of: "file"))
    }
    try context.files.write(text, to: file)
    return Outcome(receipt: "wrote \(file); a file is not undone", output: [])
  }
}
