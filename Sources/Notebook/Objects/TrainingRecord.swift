import TextPlots

/// How a model was trained and how that ended.
struct TrainingRecord: Sendable {
  /// The loss of each epoch, summed over the data.
  let losses: [Double]
  /// The loss at the end, summed over the data.
  let loss: Double
  /// The length of the gradient of the objective at the end.
  let gradientNorm: Double
  /// The prior precision that acted as weight decay.
  let priorPrecision: Double
  /// The observation noise of a regression.
  let noise: Double
  /// The fingerprint of the data.
  let data: Fingerprint
  /// The time it took.
  let seconds: Double
  /// Whether it was stopped before its last epoch.
  let isPartial: Bool

  var headline: String {
    "loss \(formatted(loss)) after \(losses.count) epochs\(isPartial ? " (stopped)" : "")"
      + " · gradient \(formatted(gradientNorm, significant: 2))"
  }

  /// The way of the loss in a few characters.
  var curve: String { sparkline(losses, width: 12) }

  /// What `train` gives to scripts.
  var json: JSONValue {
    .object([
      ("loss", .number(loss)), ("gradient_norm", .number(gradientNorm)),
      ("epochs", .integer(losses.count)), ("seconds", .number(seconds)),
    ])
  }

  /// The loss over the epochs.
  func plot(_ request: PlotRequest) -> Plot {
    let isLog = request.isLogY ?? ((losses.max() ?? 1) > 100 * (losses.min() ?? 1))
    return .line(
      LinePlot(
        title: request.title ?? "training loss",
        xAxis: PlotAxis("epoch", scale: request.isLogX == true ? .log10 : .linear),
        yAxis: PlotAxis("loss", scale: isLog ? .log10 : .linear),
        series: [
          Series(
            "loss",
            points: losses.enumerated().map { PlotPoint(x: Double($0 + 1), y: $1) }, kind: .line)
        ]))
  }
}
