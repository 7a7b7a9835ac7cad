import Laplace
import Parallelism
import RealModule

extension Exploration {
  /// Where a setting is best.
  public enum Optimum: Sendable {
    /// At the top of the log marginal likelihood, noise included.
    case evidence
    /// At the best mean log likelihood of the scored data.
    case validation

    var name: String {
      switch self {
      case .evidence: "evidence"
      case .validation: "validation"
      }
    }
  }

  /// The settings that are best, from those the view shows; nil where there are none to be found.
  ///
  /// To be called away from the screen.
  public func optimum(
    _ optimum: Optimum, from settings: PosteriorSettings, _ knowledge: ExplorationKnowledge,
    cancellation: Cancellation
  ) -> PosteriorSettings? {
    switch optimum {
    case .evidence:
      try? posterior.at(settings).tunedByEvidence(
        .scalar, keepingNoise: false, cancellation: cancellation, progress: .ignored
      ).posterior.settings
    case .validation:
      isValidated ? bestScored(from: settings, knowledge, cancellation) : nil
    }
  }

  /// The negative log likelihood of the scored data at some settings.
  private func cost(_ settings: PosteriorSettings, _ knowledge: ExplorationKnowledge) -> Double {
    guard let scored, let outputs = knowledge.scored?.predictive(at: settings),
      let prediction = prediction(of: outputs, at: settings, on: scored.data),
      let score = scores(prediction)?.values[.nll], score.isFinite
    else { return .infinity }
    return score
  }

  /// The best prior precision over all decades of the slider, and golden sections around it; noise and
  /// temperature stay.
  private func bestScored(
    from settings: PosteriorSettings, _ knowledge: ExplorationKnowledge,
    _ cancellation: Cancellation
  ) -> PosteriorSettings? {
    let at = { (decade: Double) -> (settings: PosteriorSettings, cost: Double)? in
      guard let other = try? ExploredSetting.prior.setting(.pow(10, decade), in: settings) else {
        return nil
      }
      return (other, cost(other, knowledge))
    }
    let decades = ExploredSetting.prior.decades
    let steps = 8 * Int(decades.upperBound - decades.lowerBound)
    let places = (0...steps).map { decades.lowerBound + Double($0) / 8 }
    let costs = places.map { cancellation.isCancelled ? .infinity : at($0)?.cost ?? .infinity }
    guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }), costs[best].isFinite else {
      return nil
    }
    let section = GoldenSection<Double>(cost: { $0 }) { at($0)?.cost ?? .infinity }
    let minimum = try? section.minimum(
      between: places[max(0, best - 1)], (places[best], costs[best]), places[min(steps, best + 1)],
      tolerance: 1e-4)
    return minimum.flatMap { at($0.place)?.settings }
  }
}
