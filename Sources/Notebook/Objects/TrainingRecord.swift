import Laplace
import TextPlots

/// How a model was trained and how that ended.
struct TrainingRecord: Sendable {
  /// The loss of each epoch, summed over the data.
  let losses: [Double]
  /// The loss at the end, summed over the data.
  let loss: Double
  /// The length of the gradient of the objective at the end.
  let gradientNorm: Double
  /// The prior precision that acted as weight decay; nil where the prior was not one around zero for all
  /// weights.
  let priorPrecision: Double?
  /// The observation noise of a regression.
  let noise: Double
  /// The fingerprint of the data.
  let data: Fingerprint
  /// The time it took.
  let seconds: Double
  /// Whether it was stopped before its last epoch.
  let isPartial: Bool
  /// The evidence on the way, where the prior was learned too.
  var evidences: [Estimate] = []

  /// The evidence after an epoch.
  struct Estimate: Sendable {
    let epoch: Int
    let evidence: Double
  }

  var headline: String {
    "loss \(formatted(loss)) after \(losses.count) epochs\(isPartial ? " (stopped)" : "")"
      + " · gradient \(formatted(gradientNorm, significant: 2))"
  }

  /// What an examination asks of the training.
  var conditions: TrainingConditions {
    TrainingConditions(priorPrecision: priorPrecision, noise: noise, gradientNorm: gradientNorm)
  }

  /// The way of the loss in a few characters.
  var curve: String { sparkline(losses, width: 12) }

  /// What `train` gives to scripts.
  var json: JSONValue {
    let best = evidences.max { $0.evidence < $1.evidence }
    return .object(
      [
        ("loss", .number(loss)), ("gradient_norm", .number(gradientNorm)),
        ("epochs", .integer(losses.count)), ("seconds", .number(seconds)),
      ]
        + (best.map {
          [
            ("log_marginal_likelihood", .number($0.evidence)), ("best_epoch", .integer($0.epoch)),
          ]
        } ?? []))
  }

  /// The evidence over the epochs.
  func evidencePlot(title: String? = nil) -> Plot {
    .line(
      LinePlot(
        title: title ?? "log p(D|λ) while training", xAxis: PlotAxis("epoch"),
        yAxis: PlotAxis("log marginal likelihood"),
        series: [
          Series(
            "evidence",
            points: evidences.map { PlotPoint(x: Double($0.epoch), y: $0.evidence) }, kind: .line,
            mark: .maximum)
        ]))
  }

  /// The loss over the epochs, or the evidence where it is asked for.
  func plot(_ request: PlotRequest) -> Plot {
    if request.y.first == "evidence", !evidences.isEmpty {
      return evidencePlot(title: request.title)
    }
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
