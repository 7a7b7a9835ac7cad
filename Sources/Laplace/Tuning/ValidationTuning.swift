import Datasets
import Parallelism
import RealModule
import Tensors

/// The prior precision with the best score on data, and how much that says.
public struct ValidationTuning<Scalar: TensorScalar>: Sendable {
  /// What data the predictive is scored on.
  public enum Source: Sendable {
    /// Data apart from the training.
    case heldOut(Dataset<Scalar>)
    /// The training data itself, each example predicted from all the others.
    case leaveOneOut(Dataset<Scalar>)
  }

  /// One prior precision and its score.
  public struct Point: Equatable, Sendable {
    /// The prior precision for all weights.
    public let priorPrecision: Double
    /// The mean score; infinite where there is none.
    public let score: Double
    /// What is made as small as it can be: the score, or its negative where more of it is better;
    /// infinite where there is no score.
    let cost: Double
    /// What tells how sure a difference from another score is.
    let terms: ScoreTerms

    /// A point with a score, or without where it is nil or not finite.
    init(
      _ priorPrecision: Double, _ score: Double?, of metric: PredictiveMetric,
      terms: ScoreTerms = .none
    ) {
      let sign: Double = metric.isBetterWhenLarger == true ? -1 : 1
      let isScored = score?.isFinite == true
      self.priorPrecision = priorPrecision
      cost = isScored ? sign * (score ?? 0) : .infinity
      self.score = sign * cost
      self.terms = isScored ? terms : .none
    }
  }

  /// The posterior at the best prior precision.
  public let posterior: LaplacePosterior<Scalar>
  /// What was made best.
  public let metric: PredictiveMetric
  /// The score at the best prior precision.
  public let score: Double
  /// The prior precisions of the grid with their scores, ascending.
  public let points: [Point]
  /// The prior precisions whose paired difference from the best one is within its standard error: that of
  /// the examples for a score that is a mean over them, that of a paired bootstrap for the expected
  /// calibration error; nil for other scores, of one example and of one prior precision.
  public let interval: ClosedRange<Double>?
  /// Whether the best one lies at an end of the grid.
  public let isAtEdge: Bool
  /// Whether the score hardly depends on the prior precision: all of the grid lies in the interval, or
  /// scores equal to rounding.
  public let isFlat: Bool
  /// Whether the search was stopped: the best of the points that were scored was taken.
  public let isPartial: Bool
  /// The prior precision that the evidence prefers, the other settings as they are.
  public let evidencePrecision: Double

  /// Whether the optimum of the evidence lies in the interval.
  public var agreesWithEvidence: Bool? { interval.map { $0.contains(evidencePrecision) } }
}

extension LaplacePosterior {
  /// Tunes one prior precision for all weights by a score on data: over a grid first, then by golden
  /// sections around its best point.
  ///
  /// The data is swept once. Scores that are not finite count as worst; there must be one that is.
  /// Stopping early keeps the best of the points that were scored, if there are any. The seed is that of the
  /// resamples of a bootstrap.
  public func tuned(
    by metric: PredictiveMetric, on source: ValidationTuning<Scalar>.Source,
    priorPrecisions: [Double], link: LinkApproximation = .probit, binCount: Int = 15,
    seed: UInt64 = 0, cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> ValidationTuning<Scalar> {
    guard !priorPrecisions.isEmpty else { throw LaplaceError.emptyGrid }
    let scorer = try ValidationScorer(
      of: self, metric, on: source, link: link, binCount: binCount, seed: seed,
      cancellation: cancellation)
    var points: [ValidationTuning<Scalar>.Point] = []
    let sorted = Array(Set(priorPrecisions)).sorted()
    var isPartial = false
    for prior in sorted {
      do {
        points.append(try scorer.point(prior, cancellation: cancellation))
      } catch let stop as Cancelled {
        guard points.contains(where: \.cost.isFinite) else { throw stop }
        isPartial = true
        break
      }
      progress.report(points.count, of: sorted.count)
    }
    guard let place = points.indices.min(by: { points[$0].cost < points[$1].cost }),
      points[place].cost.isFinite
    else { throw LaplaceError.noFiniteScore(metric: metric.rawValue) }
    var best = points[place]
    let isAtEnd = place == 0 || place == points.count - 1
    let isAtEdge = points.count > 1 && isAtEnd && !isPartial
    if !isAtEnd, points.count > 2, !isPartial {
      do {
        let refined = try scorer.minimum(
          between: points[place - 1].priorPrecision, best, points[place + 1].priorPrecision,
          cancellation: cancellation)
        best = refined.cost < best.cost ? refined : best
      } catch is Cancelled {
        isPartial = true
      }
    }
    let within = points.filter { $0.isWithinStandardError(of: best) }
    let ends = within.map(\.priorPrecision) + [best.priorPrecision]
    let interval =
      !best.terms.tellsChance || points.count < 2
      ? nil : (ends.min() ?? best.priorPrecision)...(ends.max() ?? best.priorPrecision)
    let spread = (points.map(\.cost).max() ?? 0) - best.cost
    // A sum over the spectrum, which nobody waits for.
    let evidence = try ScalarEvidenceProfile(of: self, tunesNoise: false)
      .maximum(cancellation: Cancellation()).settings
    return ValidationTuning(
      posterior: try with(settings.with(PriorPrecision(best.priorPrecision))), metric: metric,
      score: best.score, points: points, interval: interval, isAtEdge: isAtEdge,
      isFlat: points.count > 1 && (within.count == points.count || spread <= 1e-9 * abs(best.cost)),
      isPartial: isPartial,
      evidencePrecision: evidence.priorPrecision.values[0])
  }
}

extension ValidationTuning.Point {
  /// Whether the difference from a better point is within one standard error.
  fileprivate func isWithinStandardError(of best: ValidationTuning.Point) -> Bool {
    terms.isWithinStandardError(of: best.terms, difference: cost - best.cost)
  }
}
