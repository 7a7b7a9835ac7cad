import Testing
import TextPlots

/// Whether every element of a document is closed in its order and no bare sign is left.
func isBalanced(_ document: String) -> Bool {
  var open: [Substring] = []
  for piece in document.split(separator: "<") {
    guard let end = piece.firstIndex(of: ">") else { return false }
    let tag = piece[..<end]
    let rest = piece[piece.index(after: end)...]
    if rest.contains(">") { return false }
    if tag.hasPrefix("/") {
      guard open.popLast() == tag.dropFirst() else { return false }
    } else if !tag.hasSuffix("/") {
      open.append(tag.prefix { $0 != " " })
    }
    let entities = ["&amp;", "&lt;", "&gt;", "&quot;"]
    for part in piece.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !entities.contains(where: { ("&" + part).hasPrefix($0) }) { return false }
  }
  return open.isEmpty
}

/// Whether the escapes of a line leave the terminal as it was.
private func isPlainAtEnd(_ line: String) -> Bool {
  var active: Set<String> = []
  for sequence in line.split(separator: "\u{1B}[", omittingEmptySubsequences: false).dropFirst() {
    let codes = sequence.prefix { $0 != "m" }.split(separator: ";").map(String.init)
    for (index, code) in codes.enumerated()
    where index < 2 || codes[index - 2...index - 1].last != "5" {
      switch code {
      case "0": active = []
      case "39": active.remove("38")
      case "49": active.remove("48")
      case "22": active.remove("1")
      case "27": active.remove("7")
      case "1", "7", "38", "48": active.insert(code)
      default: break
      }
    }
  }
  return active.isEmpty
}

@Suite struct ExportTests {
  @Test("vector graphics are well-formed whatever the texts are", arguments: Theme.allCases)
  func wellFormed(theme: Theme) {
    for (_, plot) in Samples.all { #expect(isBalanced(plot.svg(theme: theme))) }
    let nasty = LinePlot(
      title: "a < b & \"c\" > \u{1}\u{7}d",
      series: [Series("<&>", points: [PlotPoint(x: 0, y: 1), PlotPoint(x: 1, y: 2)])])
    let document = nasty.svg(theme: theme)
    #expect(isBalanced(document))
    #expect(document.contains("<title>a &lt; b &amp; &quot;c&quot; &gt;"))
    #expect(!isBalanced("<a><b></a>") && !isBalanced("<a>&</a>"))
  }

  @Test("without colours there is no escape")
  func noEscapes() {
    for (_, plot) in Samples.all {
      let lines = plot.grid(PlotOptions()).ansiLines(theme: .none)
      #expect(!lines.joined().contains("\u{1B}"))
    }
  }

  @Test(
    "escapes change nothing but the colour and end with each line", arguments: [Theme.dark, .light])
  func escapes(theme: Theme) {
    for (_, plot) in Samples.all {
      let grid = plot.grid(PlotOptions())
      for (row, line) in grid.ansiLines(theme: theme).enumerated() {
        let plain = line.split(separator: "\u{1B}", omittingEmptySubsequences: false)
          .enumerated().map {
            $0.offset == 0 ? $0.element : $0.element.drop { $0 != "m" }.dropFirst()
          }
          .joined()
        var expected = String(grid.row(row).compactMap(\.character))
        while expected.last == " ", expected.count > plain.count { expected.removeLast() }
        #expect(plain == expected)
        #expect(isPlainAtEnd(line))
      }
    }
  }

  @Test("series have the colours of the palette and none of the first sixteen")
  func palette() {
    let dark = (0..<6).map { Theme.dark.appearance(of: Style(.series($0))).foreground }
    #expect(dark == [69, 202, 194, 226, 138, 80])
    let light = (0..<6).map { Theme.light.appearance(of: Style(.series($0))).foreground }
    #expect(light == [27, 94, 17, 52, 239, 162])
    #expect(Theme.none.appearance(of: Style(.error, bold: true, reversed: true)) == .plain)
    #expect(Theme.dark.appearance(of: Style(on: .outerBand)).background == 235)
  }

  @Test("fields of a table with signs of the format are quoted")
  func quoting() {
    let table = Table(
      columns: [.init("a,b"), .init("c")],
      rows: [["say \"no\"", "line\nbreak"], ["plain"], ["crlf\r\nx", "1"]])
    #expect(
      table.csv()
        == "\"a,b\",c\n\"say \"\"no\"\"\",\"line\nbreak\"\nplain,\n\"crlf\r\nx\",1\n")
  }

  @Test("Markdown has a rule with the alignments and no stray bars")
  func markdown() {
    let table = Table(
      columns: [.init("name"), .init("n", alignment: .right, unit: "s")], rows: [["a|b", "1"]])
    #expect(table.markdown() == "| name | n (s) |\n| ---- | ----: |\n| a\\|b |     1 |\n")
  }

  @Test("a table reads as a list")
  func list() {
    let table = Table(columns: [.init("a"), .init("b", unit: "s")], rows: [["1", "2"], ["3"]])
    #expect(table.list() == ["a: 1", "b (s): 2", "", "a: 3", "b (s): "])
  }

  @Test("a table never exceeds its width and shows what it cut", arguments: 0...110)
  func tableWidth(width: Int) {
    let lines = Samples.table.lines(width: width)
    #expect(lines.allSatisfy { displayWidth(of: $0) <= width })
    let natural = Samples.table.lines(width: 200).map { displayWidth(of: $0) }.max() ?? 0
    if width > 0, width < natural { #expect(lines.joined().contains("…")) }
  }

  @Test("the drawn points come out as they went in")
  func csv() {
    let plot = LinePlot(
      series: [
        Series("a", points: [PlotPoint(x: 1, y: 0.1), PlotPoint(x: .nan, y: 2)]),
        Series("b", points: [PlotPoint(x: 1e-7, y: -3)], kind: .points),
      ])
    #expect(plot.csv() == "series,x,y\na,1,0.1\nb,1e-7,-3\n")
  }

  @Test("sparklines fit and rise with the values")
  func sparklines() {
    #expect(sparkline([1, 2, 3, 4, 5, 6, 7, 8], width: 20) == "▁▂▃▄▅▆▇█")
    #expect(sparkline([1, .nan, 8], width: 3) == "▁ █")
    #expect(sparkline([], width: 5) == "" && sparkline([1, 2], width: 0) == "")
    #expect(sparkline((0..<1000).map(Double.init), width: 12).count == 12)
  }

  @Test("shapes are named")
  func shapes() {
    guard case .line(let plot) = Samples.evidence else { return }
    let lines = plot.describe()
    #expect(lines.contains { $0.contains("kron") && $0.contains("one maximum") })
    #expect(lines.contains { $0.hasPrefix("kron and diag cross at") })
  }
}
