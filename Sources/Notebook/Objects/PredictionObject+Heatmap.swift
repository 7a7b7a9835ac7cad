import Datasets
import RealModule
import TextPlots

extension PredictionObject {
  /// Whether the inputs are a grid of two inputs, so that a map can show them.
  var isMap: Bool { grid?.varying.count == 2 && positionCount == 1 }

  /// The entropy `H = -Σ p log p` of each answer's classes in nats; nil where there are none.
  var entropies: [Double]? {
    guard let probabilities else { return nil }
    let classes = probabilities.shape[1]
    return (0..<probabilities.shape[0]).map { row in
      (0..<classes).reduce(0.0) { sum, column in
        let p = probabilities[row, column]
        return sum - (p > 0 ? p * .log(p) : 0)
      }
    }
  }

  /// A figure of the prediction over the two inputs of a grid, with the border between the classes and
  /// the points of data on top.
  func heatmap(_ request: PlotRequest) throws -> Heatmap {
    guard let grid, isMap else {
      throw Problem(
        .notApplicable, "A heatmap needs a prediction on a grid of two inputs.",
        remedies: ["predict \(sourceName) x1=-3..3 60 x2=-3..3 40"])
    }
    let (x, y) = (grid.varying[0], grid.varying[1])
    let figure = try surface(named: request.z)
    let fixed = grid.axes.filter { $0.values.count == 1 }
      .map { ", \($0.name) = \(formatted($0.values[0]))" }.joined()
    return Heatmap(
      title: request.title ?? "\(figure.label) of \(sourceName)\(fixed)",
      xAxis: axis(x, isLogarithmic: request.isLogX),
      yAxis: axis(y, isLogarithmic: request.isLogY), valueName: figure.name, x: x.values,
      y: y.values, values: figure.values, range: figure.range,
      points: try points(of: request.points, over: x.name, y.name), regions: decisions)
  }

  private func axis(_ axis: InputGrid.Axis, isLogarithmic: Bool?) -> PlotAxis {
    PlotAxis(axis.name, scale: isLogarithmic ?? axis.isLogarithmic ? .log10 : .linear)
  }

  /// The most probable class of each answer; empty where there are no classes.
  private var decisions: [Int] {
    guard let probabilities else { return [] }
    let classes = 0..<probabilities.shape[1]
    return (0..<probabilities.shape[0]).map { row in
      classes.max { probabilities[row, $0] < probabilities[row, $1] } ?? 0
    }
  }

  /// The points of data, a series for each class.
  private func points(
    of data: DataObject?, over x: String, _ y: String
  ) throws -> [Series] {
    guard let data else { return [] }
    let columns = try [x, y].map { name in
      guard let index = data.dataset.inputNames.firstIndex(of: name) else {
        throw Problem(
          .unknownColumn, "the data \(data.source) has no input '\(name)'.",
          suggestions: DidYouMean.suggestions(
            for: name, among: data.dataset.inputNames.map { Suggestion($0) }))
      }
      return data.column(index)
    }
    return data.groups(nil).map { group in
      Series(
        group.name, points: group.rows.map { PlotPoint(x: columns[0][$0], y: columns[1][$0]) },
        kind: .points)
    }
  }
}
