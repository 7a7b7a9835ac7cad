extension LinePlot {
  /// The drawn points, one in a line: `series,x,y`, and the edges of bands in two more columns.
  public func csv() -> String {
    var rows = [["series", "x", "y", "lower", "upper"]]
    for index in shownSeries {
      for point in series[index].points where isDrawable(point) {
        let numbers = [point.x, point.y].map(NumberFormat.shortest)
        rows.append([series[index].name] + numbers + ["", ""])
      }
    }
    for ribbon in ribbons {
      for (x, lower, upper) in ribbon.samples
      where isDrawable(PlotPoint(x: x, y: lower)) && isDrawable(PlotPoint(x: x, y: upper)) {
        let numbers = [x, lower, upper].map(NumberFormat.shortest)
        rows.append([ribbon.name, numbers[0], "", numbers[1], numbers[2]])
      }
    }
    return csvLines(ribbons.isEmpty ? rows.map { Array($0.prefix(3)) } : rows)
  }
}

extension Histogram {
  /// The intervals that the picture has at 80 columns, one in a line: `group,low,high,count`.
  public func csv() -> String {
    var rows = [["group", "low", "high", "count"]]
    guard let bins = HistogramCounts(self, limit: HistogramCounts.exportLimit) else {
      return csvLines(rows)
    }
    for (group, counts) in zip(groups, bins.counts) {
      for (bin, count) in counts.enumerated() {
        let edges = bins.edges[bin...bin + 1].map(NumberFormat.shortest)
        rows.append([group.name] + edges + [String(count)])
      }
    }
    return csvLines(rows)
  }
}

extension BarChart {
  /// The bars in the order of the chart: `label,value,error`.
  public func csv() -> String {
    csvLines(
      [["label", "value", "error"]]
        + sorted.map {
          [$0.label, NumberFormat.shortest($0.value), $0.error.map(NumberFormat.shortest) ?? ""]
        })
  }
}

extension ReliabilityDiagram {
  /// The bins that hold predictions.
  public func csv() -> String {
    csvLines(
      [["low", "high", "count", "confidence", "accuracy", "wilson_low", "wilson_high"]]
        + drawnBins.map { bin in
          [bin.low, bin.high].map(NumberFormat.shortest) + [String(bin.count)]
            + [bin.meanConfidence, bin.accuracy, bin.wilsonLow, bin.wilsonHigh]
            .map(NumberFormat.shortest)
        })
  }
}

extension Heatmap {
  /// The numbers, one in a line, row by row: `x,y,value`.
  public func csv() -> String {
    var rows = [["x", "y", "value"]]
    for (row, y) in y.enumerated() {
      for (column, x) in x.enumerated() where values.indices.contains(row * self.x.count + column) {
        rows.append([x, y, values[row * self.x.count + column]].map(NumberFormat.shortest))
      }
    }
    return csvLines(rows)
  }
}
