/// A form in which a notebook leaves the program; every form is the same bytes for the same notebook.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A Jupyter notebook (nbformat 4.5).
  case jupyter = "ipynb"
  /// A page that needs no other file and runs nothing.
  case page = "html"
  /// Markdown whose outputs are ordinary blocks of text; it reads back as a notebook.
  case markdown = "md"
  /// A shell script that runs the cells.
  case script = "sh"

  /// The form that the ending of a file name asks for.
  public init(path: String) throws(Problem) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last ?? ""
    guard let format = ExportFormat(rawValue: ending.lowercased()) else {
      throw Problem(
        .notApplicable, "'\(path)' does not end in .ipynb, .html, .md or .sh.",
        remedies: ["export notes.ipynb", "export notes.html"])
    }
    self = format
  }

  /// A notebook in this form.
  public func text(of notebook: NotebookFile) -> String {
    switch self {
    case .jupyter: JupyterNotebook(notebook).text
    case .page: HTMLPage(notebook).text
    case .markdown: notebook.plainMarkdown
    case .script: notebook.shellScript
    }
  }
}
