import Foundation
import Notebook
import TestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct ExportTests {
  /// A notebook with a title, text, a cell that ran, one that failed, and one that never ran.
  static func sample() throws -> NotebookFile {
    try NotebookFile(
      text: """
        ---
        la: 1
        title: "Is 1 < 2 & \\"so\\"?"
        ---
        # Less `a < b` & more

        A paragraph,
        in two lines.

        - one <b>
        - two

        ```python
        if a < b & c: pass
        ```
        ```la #c1
        load iris
        show iris
        ```
        ```out #c1 ok
        ↳ a <b> & "c" \u{1}
        second
        ```
        ```la #ü
        bad <
        ```
        ```out #ü failed
        bad <
        ✗ E101 no
        ```
        ```la #text-1
        show
        ```

        """)
  }

  static func notebooks() throws -> [NotebookFile] {
    let names = ShippedSessionTests.names
    return [try sample()]
      + (try names.map {
        try NotebookStore.read(
          Fixture.package.appendingPathComponent("sessions/\($0).la.md").path)
      })
  }

  @Test("an export to Jupyter has what nbformat 4.5 requires, and every cell")
  func jupyter() throws {
    for notebook in try Self.notebooks() {
      let text = ExportFormat.jupyter.text(of: notebook)
      let file = try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(file["nbformat"] as? Int == 4)
      #expect(file["nbformat_minor"] as? Int == 5)
      let metadata = try #require(file["metadata"] as? [String: Any])
      let kernel = try #require(metadata["kernelspec"] as? [String: String])
      #expect(kernel["name"] == "laplace")
      #expect(kernel["display_name"] != nil)
      let cells = try #require(file["cells"] as? [[String: Any]])
      let ids = cells.compactMap { $0["id"] as? String }
      #expect(ids.count == cells.count)
      #expect(Set(ids).count == ids.count)
      #expect(ids.allSatisfy { $0.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil }, "\(ids)")
      #expect(cells.allSatisfy { $0["metadata"] is [String: Any] && $0["source"] is [String] })
      let code = cells.filter { $0["cell_type"] as? String == "code" }
      let sources = code.map { ($0["source"] as? [String] ?? []).joined() }
      #expect(sources == notebook.cells.map(\.source))
      for (cell, original) in zip(code, notebook.cells) {
        #expect(cell["execution_count"] is Int)
        let outputs = try #require(cell["outputs"] as? [[String: Any]])
        guard let recorded = notebook.output(of: original.id) else {
          #expect(outputs.isEmpty)
          continue
        }
        let output = try #require(outputs.first)
        if recorded.status == .failed {
          #expect(output["output_type"] as? String == "error")
          #expect(output["ename"] is String && output["evalue"] as? String == "✗ E101 no")
          #expect((output["traceback"] as? [String])?.joined(separator: "\n") == recorded.text)
        } else {
          let data = try #require(output["data"] as? [String: [String]])
          #expect(output["output_type"] as? String == "execute_result")
          #expect(data["text/plain"]?.joined() == recorded.text)
        }
      }
    }
  }

  @Test("a page is well-formed and shows every cell and output as it is")
  func page() throws {
    for notebook in try Self.notebooks() {
      let text = ExportFormat.page.text(of: notebook)
      let reader = PageReader()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(!reader.elements.contains("script"))
      #expect(!text.contains("http"))
      #expect(
        reader.blocks.filter { $0.kind == "cell" }.map(\.text) == notebook.cells.map(\.source))
      let outputs = notebook.cells.compactMap { notebook.output(of: $0.id)?.text }
        .filter { !$0.isEmpty }
        .map { $0.split(separator: "\u{1}", omittingEmptySubsequences: false) }
        .map { $0.joined(separator: "\u{FFFD}") }
      #expect(reader.blocks.filter { $0.kind.hasPrefix("out") }.map(\.text) == outputs)
    }
  }

  @Test("Markdown becomes headings, paragraphs, lists, code")
  func markdown() throws {
    let text = ExportFormat.page.text(of: try Self.sample())
    #expect(text.contains("<title>Is 1 &lt; 2 &amp; &quot;so&quot;?</title>"))
    #expect(text.contains("<h1>Less <code>a &lt; b</code> &amp; more</h1>"))
    #expect(text.contains("<p>A paragraph,\nin two lines.</p>"))
    #expect(text.contains("<ul>\n<li>one &lt;b&gt;</li>\n<li>two</li>\n</ul>"))
    #expect(text.contains("<pre>if a &lt; b &amp; c: pass</pre>"))
  }

  @Test("exported Markdown reads back as the same cells, without outputs of ours")
  func plainMarkdown() throws {
    for notebook in try Self.notebooks() {
      let read = try NotebookFile(text: ExportFormat.markdown.text(of: notebook))
      #expect(read.cells.map(\.id) == notebook.cells.map(\.id))
      #expect(read.cells.map(\.source) == notebook.cells.map(\.source))
      #expect(read.cells.allSatisfy { read.output(of: $0.id) == nil })
      #expect(read.header.title == notebook.header.title)
      for cell in notebook.cells {
        guard let first = notebook.output(of: cell.id)?.text.split(separator: "\n").first else {
          continue
        }
        #expect(read.text.contains(first))
      }
    }
  }

  @Test("a script holds the cells as they run, and ends where nothing in it does")
  func script() throws {
    var notebook = try Self.sample()
    notebook.append(source: "LAPLACE")
    let lines = ExportFormat.script.text(of: notebook).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(2) == ["#!/bin/sh", "exec laplace <<'LAPLACE_'"])
    #expect(lines.suffix(2) == ["LAPLACE_", ""])
    let commands = lines.dropFirst(2).dropLast(2).filter { !$0.isEmpty && !$0.hasPrefix("#") }
    #expect(commands == ["load iris", "show iris", "bad <", "show", "LAPLACE"])
  }

  @Test("export writes what ran, keeps the file that was there, and refuses other endings")
  func command() async throws {
    try await withTemporaryFolder { folder in
      let kernel = Kernel(folder: folder)
      _ = await kernel.test("load iris")
      for format in ExportFormat.allCases {
        let expected = format.text(of: await kernel.notebook)
        let path = "\(folder)/a.\(format.rawValue)"
        try Data("before".utf8).write(to: URL(fileURLWithPath: path))
        #expect(await kernel.test("export a.\(format.rawValue)").status == .ok)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
        #expect(try String(contentsOfFile: path + "~", encoding: .utf8) == "before")
      }
      for name in ["a.pdf", "\"a\"", "\"a.\""] {
        let run = await kernel.test("export \(name)")
        #expect(run.status == .failed, "\(name)")
        #expect(run.problem?.range != nil, "\(name)")
      }
    }
  }
}

/// The preformatted blocks of a page with their classes, and the names of its elements.
private final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: Set<String> = []
  private(set) var blocks: [(kind: String, text: String)] = []
  private var isInside = false

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    elements.insert(name)
    guard name == "pre" else { return }
    isInside = true
    blocks.append((attributes["class"] ?? "", ""))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if isInside { blocks[blocks.count - 1].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "pre" { isInside = false }
  }
}
