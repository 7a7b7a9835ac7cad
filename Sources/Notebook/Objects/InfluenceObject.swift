import Datasets
import TextPlots

/// Which training examples a posterior's prediction hangs on.
struct InfluenceObject: SessionObject {
  /// The name of the posterior.
  let sourceName: String
  /// The name of the training data.
  let dataName: String
  /// The training data.
  let data: DataObject
  /// The inputs of the prediction in words.
  let placeName: String
  /// The inputs of the prediction.
  let place: DataObject
  /// How many examples are shown.
  let top: Int
  /// The effects of all examples.
  let effects: InfluenceEffects

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = data.fingerprint
    fingerprint.combine(sourceName)
    fingerprint.combine(place.dataset.inputs.scalars)
    fingerprint.combine(effects.changes.flatMap { $0 ?? [] })
    fingerprint.combine(effects.leverages)
    return fingerprint
  }

  var headline: String {
    let subject =
      effects.figures.count == 1
      ? "\(figureName(effects.figures[0])) = \(formatted(effects.figures[0].value))"
      : "\(effects.figures.count) figures"
    let strongest = effects.ranking.first.flatMap { row in
      effects.effect(ofExample: row).map {
        " · most by row \(row + 1): \(effects.figures.count == 1 ? "" : "rms ")"
          + "\(formatted($0, significant: 3)) without it"
      }
    }
    return "influence of \(data.dataset.count) examples of \(dataName) on \(sourceName) at "
      + "\(placeName): \(subject)" + (strongest ?? "")
  }

  /// What the effects are of: `p(setosa)`, `y`, or several at once.
  func figureName(_ figure: InfluenceEffects.Figure) -> String {
    guard let label = figure.label else {
      let names = data.dataset.targetNames
      return figure.part < names.count ? names[figure.part] : "f\(figure.part + 1)"
    }
    let names = data.dataset.classNames
    let name = label < names.count ? names[label] : "\(label)"
    let part = effects.figures.contains { $0.part > 0 } ? " \(figure.part + 1)" : ""
    return "p(\(name))\(part)"
  }

  /// The target of an example.
  func target(_ row: Int) -> String {
    switch data.dataset.targets {
    case .values(let values):
      return (0..<values.shape[1]).map { formatted(values[row, $0]) }.joined(separator: " ")
    case .classes(let labels, _): return className(labels[row])
    case .sequences(let labels, let length, _):
      return labels[row * length..<(row + 1) * length]
        .map { $0 == Targets.ignoredLabel ? "–" : className($0) }.joined(separator: " ")
    case .none: return ""
    }
  }

  private func className(_ label: Int) -> String {
    let names = data.dataset.classNames
    return label < names.count ? names[label] : "\(label)"
  }

  func json(name: String) -> JSONValue {
    let number = { (value: Double?) in value.map(JSONValue.number) ?? .null }
    return .object([
      ("name", .text(sourceName)), ("data", .text(dataName)), ("at", .text(placeName)),
      ("n", .integer(data.dataset.count)),
      (
        "figures",
        .array(
          effects.figures.map {
            .object([
              ("input", .integer($0.input + 1)), ("figure", .text(figureName($0))),
              ("value", .number($0.value)),
            ])
          })
      ),
      (
        "examples",
        .array(
          effects.changes.indices.map { row in
            .object([
              ("row", .integer(row + 1)), ("effect", number(effects.effect(ofExample: row))),
              ("changes", effects.changes[row].map { .numbers($0) } ?? .null),
              ("sd_growth", number(effects.growths[row])),
              ("leverage", .number(effects.leverages[row])),
            ])
          })
      ),
    ])
  }

  /// All examples, the most influential first.
  func table() -> TextPlots.Table { table(of: effects.ranking) }

  private func table(of rows: [Int]) -> TextPlots.Table {
    let inputs = data.dataset.exampleShape.count == 1 ? data.dataset.inputNames.prefix(1) : []
    let effect = effects.figures.count == 1 ? "effect" : "rms effect"
    let headers = ["row"] + inputs + ["target", effect, "sd growth", "leverage"]
    return TextPlots.Table(
      columns: headers.map { .init($0, alignment: .right) },
      rows: rows.map { row in
        let figures = [effects.effect(ofExample: row), effects.growths[row]]
        return ["\(row + 1)"] + inputs.map { _ in formatted(data.dataset.inputs.scalars[row]) }
          + [target(row)] + figures.map { $0.map { formatted($0, significant: 3) } ?? "–" }
          + [formatted(effects.leverages[row], significant: 3)]
      })
  }

  func defaultView() throws -> [OutputBlock] {
    [
      .table(table(of: Array(effects.ranking.prefix(top)))), .plot(try plot(PlotRequest())),
    ]
  }
}
