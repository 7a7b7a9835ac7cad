extension ConfusionChart {
  /// The chart as a Scalable Vector Graphics file, a square for each count.
  public func svg(theme: Theme) -> String {
    guard !classes.isEmpty else { return emptySVG("nothing to draw: no classes", theme: theme) }
    let (left, top, side) = (140.0, 80.0, 48.0)
    let size = side * Double(classes.count)
    var document = SVGDocument(
      width: max(720, left + size + 40), height: top + size + 60, title: title, theme: theme)
    document.text(title, x: 20, y: 24, bold: true)
    document.text("predicted", x: left + size / 2, y: top - 32, anchor: .middle)
    document.text("true", x: 20, y: top - 8)
    document.text(summary, x: left, y: top + size + 32)
    for (row, name) in classes.enumerated() {
      let middle = top + side * (Double(row) + 0.5) + 4
      document.text(truncated(name, to: 15), x: left - 10, y: middle, anchor: .end)
      document.text(
        truncated(name, to: 6), x: left + side * (Double(row) + 0.5), y: top - 8, anchor: .middle)
      for column in classes.indices {
        let level = ColorRamp.level(
          of: share(true: row, predicted: column), count: ColorRamp.sequential.count)
        let ground = Ground.ramp(.sequential, level: level)
        document.rectangle(
          x: left + side * Double(column), y: top + side * Double(row), width: side, height: side,
          fill: theme.color(of: ground), isJoined: true)
        document.text(
          String(count(true: row, predicted: column)), x: left + side * (Double(column) + 0.5),
          y: middle, anchor: .middle, color: theme.color(readableOn: ground), bold: row == column)
      }
    }
    return document.text
  }

  /// A line for each pair of classes: `true,predicted,count,share`, the share that of the true class.
  public func csv() -> String {
    var rows = [["true", "predicted", "count", "share"]]
    for (row, name) in classes.enumerated() {
      for (column, other) in classes.enumerated() {
        rows.append([
          name, other, String(count(true: row, predicted: column)),
          NumberFormat.shortest(share(true: row, predicted: column)),
        ])
      }
    }
    return csvLines(rows)
  }

  /// The title, a line for each class with what it was taken for, and how many are right in all.
  public func describe() -> [String] {
    let lines = classes.indices.map { row in
      let taken = classes.indices.filter { count(true: row, predicted: $0) > 0 }
        .map { "\(count(true: row, predicted: $0)) as \(classes[$0])" }
      return "\(classes[row]), \(total(true: row)) in all: "
        + (taken.isEmpty ? "none" : taken.joined(separator: ", "))
    }
    return heading(else: "confusion matrix") + lines + [summary]
  }
}
