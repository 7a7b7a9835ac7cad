import Parallelism
import Tensors

/// Whether the best point of a grid lies at its edge, where a wider grid may hold a better one.
enum GridEdgeCheck: Check {
  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let shown = subject.grids.first(where: \.isAtEdge) ?? subject.grids.first,
      let best = shown.grid.best(by: shown.quantity)
    else { return nil }
    let point = shown.grid.points[best]
    let priors = shown.grid.axes.priorPrecisions
    let prior = point.settings.priorPrecision.values[0]
    let figures = [
      Finding.Figure("best_prior", prior), Finding.Figure("best_noise", point.settings.noise),
      Finding.Figure("best_temperature", point.settings.temperature),
      Finding.Figure("low", priors.min() ?? .nan), Finding.Figure("high", priors.max() ?? .nan),
    ]
    guard shown.isAtEdge else {
      return Finding(
        "grid", .ok, "The best point of \(shown.name), at prior \(prior.inWords), lies inside.",
        figures: figures)
    }
    return Finding(
      "grid", .warning,
      "The best point of \(shown.name), at prior \(prior.inWords), noise "
        + "\(point.settings.noise.inWords) and temperature "
        + "\(point.settings.temperature.inWords), lies at the edge of the grid.",
      figures: figures, remedies: ["a wider range in grid"])
  }
}

extension ExaminedGrid {
  fileprivate var isAtEdge: Bool { grid.isBestAtEdge(by: quantity) }
}
