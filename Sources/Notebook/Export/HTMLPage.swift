import TextPlots

/// A notebook as a page of HTML that is also well-formed XML: no scripts, no other files, readable in
/// the light and in the dark.
struct HTMLPage {
  private let notebook: NotebookFile

  init(_ notebook: NotebookFile) { self.notebook = notebook }

  /// The file.
  var text: String {
    let body = notebook.blocks.map { block in
      switch block {
      case .text(let text): MarkdownHTML(text).text
      case .cell(let cell): "<pre class=\"cell\"><code>\(markup(cell.source))</code></pre>\n"
      case .output(let output):
        output.text.isEmpty
          ? ""
          : "<pre class=\"out \(output.status.rawValue)\">\(markup(output.text))</pre>\n"
      }
    }.joined()
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width"/>
      <title>\(markup(notebook.header.title ?? "laplace"))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private static let style = """

    :root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --cell: #f2f4f7; --bad: #a40000 }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e4e4e4; --paper: #16181c; --cell: #24272d; --bad: #ff9a8a }
    }
    body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink);
      background: var(--paper); font: 1rem/1.5 sans-serif }
    pre { font: 0.85rem/1.2 monospace; overflow-x: auto; padding: 0.5rem }
    .cell, code { background: var(--cell) }
    .failed { color: var(--bad) }

    """
}
