import RealModule
import Datasets
import NeuralNetworks
import TextPlots

extension PredictionObject {
  /// The mean with its bands over a single input, a map over two; else a histogram of the uncertainty.
  func plot(_ request: PlotRequest) throws -> Plot {
    switch request.subject {
    case "confusion": return .confusion(try confusion(request))
    case "hist": return histogram(request)
    case "heatmap": return .heatmap(try heatmap(request))
    default:
      if isMap || request.z != nil { return .heatmap(try heatmap(request)) }
      return isCurve ? band(request) : histogram(request)
    }
  }

  /// Whether the means are a curve over a single input.
  var isCurve: Bool {
    (likelihood == .regression || likelihood == .reward) && data.dataset.exampleShape.count == 1
  }

  private func band(_ request: PlotRequest) -> Plot {
    let order = (0..<count).sorted {
      data.dataset.inputs.scalars[$0] < data.dataset.inputs.scalars[$1]
    }
    let x = order.map { data.dataset.inputs.scalars[$0] }
    let mean = order.map { outputs.mean[$0, 0] }
    let hasNoise = isRegression && (request.includesNoise || includesNoise)
    let added = hasNoise ? noise * noise : 0
    let deviation = order.map { (outputs.variance[$0, 0] + added).squareRoot() }
    let what = hasNoise ? "weights and noise" : "weights alone"
    let ribbons = request.deviations.sorted(by: >).map { width in
      Ribbon(
        "±\(formatted(width)) sd", x: x,
        lower: zip(mean, deviation).map { $0 - width * $1 },
        upper: zip(mean, deviation).map { $0 + width * $1 },
        level: width == request.deviations.min() ? .inner : .outer)
    }
    var series = [
      Series("mean", points: zip(x, mean).map { PlotPoint(x: $0, y: $1) }, kind: .line)
    ]
    if let points = request.points, case .values(let values) = points.dataset.targets {
      series.append(
        Series(
          "data",
          points: (0..<points.dataset.count).map {
            PlotPoint(x: points.dataset.inputs.scalars[$0], y: values[$0, 0])
          }, kind: .points))
    }
    return .line(
      LinePlot(
        title: request.title ?? "\(sourceName): mean and bands of the \(what)",
        xAxis: PlotAxis(data.dataset.inputNames.first ?? "x"),
        yAxis: PlotAxis(
          data.dataset.targetNames.first ?? (likelihood == .reward ? "score" : "y")),
        series: series, ribbons: ribbons))
  }

  /// The standard deviations of the outputs of a regression; in a classification the entropy of each
  /// prediction in nats.
  private func histogram(_ request: PlotRequest) -> Plot {
    if let entropies {
      return .histogram(
        Histogram(
          title: request.title ?? "entropy of the predictions of \(sourceName)",
          label: "entropy in nats", groups: [.init(sourceName, values: entropies)]))
    }
    return .histogram(
      Histogram(
        title: request.title ?? "uncertainty of the predictions of \(sourceName)",
        label: "standard deviation",
        groups: [
          .init(sourceName, values: shown.variance.scalars.map { $0.squareRoot() })
        ]))
  }
}
