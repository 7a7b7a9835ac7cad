import Laplace
import TextPlots

/// What is right and what is wrong with a model or a posterior, as `doctor` found it.
struct ExaminationObject: SessionObject {
  /// The findings.
  let examination: Examination
  /// The name of what was examined.
  let subjectName: String
  /// The name of the data.
  let dataName: String

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(subjectName)
    fingerprint.combine(dataName)
    for finding in examination.findings {
      fingerprint.combine("\(finding.name) \(finding.severity.rawValue)")
      fingerprint.combine(finding.figures.map(\.value))
    }
    return fingerprint
  }

  var headline: String {
    let findings = examination.findings
    let counts = [
      (Finding.Severity.error, "error"), (.warning, "warning"), (.note, "note"),
    ].compactMap { severity, word -> String? in
      let named = findings.filter { $0.severity == severity }.map(\.name)
      guard !named.isEmpty else { return nil }
      return
        "\(named.count) \(word)\(named.count == 1 ? "" : "s") (\(named.joined(separator: ", ")))"
    }
    return "\(findings.count) checks: "
      + (counts.isEmpty ? "nothing is wrong" : counts.joined(separator: " · "))
  }

  func json(name: String) -> JSONValue {
    .object([
      ("name", .text(subjectName)), ("data", .text(dataName)),
      ("findings", .array(examination.findings.map(json))),
      ("verdict", .text(examination.verdict.rawValue)),
    ])
  }

  private func json(_ finding: Finding) -> JSONValue {
    .object([
      ("name", .text(finding.name)), ("severity", .text(finding.severity.rawValue)),
      ("figures", .object(finding.figures.map { ($0.name, .number($0.value)) })),
      ("text", .text(finding.text)), ("remedies", .array(finding.remedies.map(JSONValue.text))),
    ])
  }

  /// A row for each check, with everything that it says.
  func table() -> TextPlots.Table {
    TextPlots.Table(
      columns: [
        .init(""), .init("check"), .init("figures"), .init("finding"), .init("what to do"),
      ],
      rows: examination.findings.map { finding in
        [
          finding.severity.mark, finding.name, figures(finding), finding.text,
          finding.remedies.joined(separator: "; "),
        ]
      })
  }

  func plot(_ request: PlotRequest) throws -> Plot {
    throw Problem(
      .notApplicable, "An examination is no picture.", remedies: ["doctor … | table"])
  }

  /// The checks with their figures, then in words what is not right.
  func defaultView() throws -> [OutputBlock] {
    let checks = TextPlots.Table(
      columns: [.init(""), .init("check"), .init("figures")],
      rows: examination.findings.map { [$0.severity.mark, $0.name, figures($0)] })
    let lines = examination.findings.filter { $0.severity > .ok }.flatMap { finding in
      ["\(finding.severity.mark) \(finding.name): \(finding.text)"]
        + (finding.remedies.isEmpty ? [] : ["  → " + finding.remedies.joined(separator: " · ")])
    }
    return [.table(checks)] + (lines.isEmpty ? [] : [.lines([""] + lines)])
  }

  /// The first figures, as many as go beside the names of the checks on a terminal.
  private func figures(_ finding: Finding) -> String {
    let texts = finding.figures.map { "\($0.name) \(formatted($0.value, significant: 3))" }
    return texts.dropFirst().reduce(texts.first ?? "") { line, text in
      line.count + text.count < 62 ? "\(line) · \(text)" : line
    }
  }
}

extension Finding.Severity {
  /// The sign in front of a finding.
  fileprivate var mark: String {
    switch self {
    case .ok: "✓"
    case .note: "·"
    case .warning: "!"
    case .error: "✗"
    }
  }
}
