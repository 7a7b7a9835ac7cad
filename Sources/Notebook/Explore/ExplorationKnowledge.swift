import Laplace
import Parallelism

/// What has been learned of a posterior so far, enough to follow a slider without touching its weights.
public struct ExplorationKnowledge: Sendable {
  /// Whether the spectrum is known, so that evidence costs next to nothing.
  var hasSpectrum = false
  /// The eigenvalues of the curvature, the largest first, thinned out for a picture.
  var eigenvalues: [(number: Int, value: Double)] = []
  /// The effective parameters of each tensor.
  var effectiveParameters: EffectiveParameterProfile?
  /// The predictive on the section.
  var section: VarianceProfile?
  /// The predictive on the scored data.
  var scored: VarianceProfile?
  /// Why something could not be learned.
  var problem: String?
}

extension Exploration {
  /// Eigenvalues beyond this number are thinned out: a picture has no more columns.
  private static let shownEigenvalues = 400

  /// Learns what the view needs, what is seen first first; each state of knowledge is handed to `report`.
  ///
  /// To be called away from the screen. Ends early when it is cancelled; a part that fails leaves a
  /// sentence in `problem` and the others go on.
  public func learn(cancellation: Cancellation, report: (ExplorationKnowledge) -> Void) {
    var knowledge = ExplorationKnowledge()
    func learnPart(_ part: (inout ExplorationKnowledge) throws -> Void) {
      guard !cancellation.isCancelled else { return }
      do {
        try part(&knowledge)
      } catch LaplaceError.noWeightPosterior {
        // Outputs with posteriors of their own share no weights to be counted.
      } catch {
        if !cancellation.isCancelled { knowledge.problem = Problem.describing(error).message }
      }
      report(knowledge)
    }
    learnPart { knowledge in
      _ = try posterior.marginalLikelihood()
      knowledge.hasSpectrum = true
      knowledge.eigenvalues = try thinnedEigenvalues()
    }
    if let section {
      learnPart { knowledge in
        try posterior.learnVariances(at: section.data.dataset.inputs, cancellation: cancellation) {
          knowledge.section = $0
          report(knowledge)
        }
      }
    }
    if let scored {
      learnPart { knowledge in
        try posterior.learnVariances(at: scored.data.dataset.inputs, cancellation: cancellation) {
          knowledge.scored = $0
          report(knowledge)
        }
      }
    }
    learnPart { knowledge in
      knowledge.effectiveParameters = try posterior.effectiveParameterProfile()
    }
  }

  private func thinnedEigenvalues() throws -> [(number: Int, value: Double)] {
    let sorted = try posterior.curvatureEigenvalues().sorted(by: >)
    // Far below the largest there is only rounding.
    let count = sorted.prefix { $0 > 1e-12 * (sorted.first ?? 0) }.count
    let step = max(1, Double(count) / Double(Self.shownEigenvalues))
    return Set((0..<min(count, Self.shownEigenvalues)).map { Int((Double($0) * step)) }).sorted()
      .map { ($0 + 1, sorted[$0]) }
  }
}
