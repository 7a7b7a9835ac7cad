import Parallelism
import RealModule
import Tensors

/// The ascent of the log marginal likelihood in the logarithms of prior precisions and noise: Newton steps
/// where it is concave, MacKay's fixed point `δ_g ← γ_g/S_g`, `σ² ← 2 loss/(T (N C - γ))` where it is not
/// (MacKay, 1992).
///
/// Both directions rise. A step that does not raise the evidence is halved.
struct EvidenceAscent<Scalar: TensorScalar> {
  /// The best posterior so far.
  private(set) var posterior: LaplacePosterior<Scalar>
  /// Its log marginal likelihood.
  private(set) var value: Double
  /// The number of gradients that were taken.
  private(set) var stepCount = 0
  /// Whether the gradient vanished.
  private(set) var isConverged = false
  /// Whether a prior precision stands at an end of the range.
  private(set) var isAtBound = false

  private let tunesNoise: Bool
  private let range: ClosedRange<Double>
  /// The logarithms of the prior precisions, and of the noise where it is tuned.
  private var place: [Double]

  private static var stepLimit: Int { 500 }

  /// At the settings of one prior precision, spread over a shape.
  init(
    from posterior: LaplacePosterior<Scalar>, at settings: PosteriorSettings,
    shape: PriorPrecision.Shape, tunesNoise: Bool
  ) throws {
    let count = shape.count(over: posterior.selection)
    let start = settings.priorPrecision.values[0]
    let prior = try PriorPrecision(shape, [Double](repeating: start, count: count))
    self.posterior = try posterior.with(settings.with(prior))
    value = try self.posterior.marginalLikelihood().value
    self.tunesNoise = tunesNoise
    place =
      [Double](repeating: .log(start), count: count)
      + (tunesNoise ? [.log(settings.noise)] : [])
    let largest = try posterior.definiteMoments(.greatestFiniteMagnitude).largest
    let unit = (largest > 0 ? largest : 1) * settings.curvatureScale
    range =
      .log(
        unit * EvidenceTuning<Scalar>.range.lowerBound)...(.log(
        unit * EvidenceTuning<Scalar>.range.upperBound))
  }

  /// Ascends until the gradient vanishes, nothing rises any more, or it is stopped.
  mutating func run(cancellation: Cancellation, progress: Progress) throws {
    while stepCount < Self.stepLimit, !cancellation.isCancelled {
      progress.report(stepCount, of: Self.stepLimit)
      stepCount += 1
      let slope = try EvidenceSlope(
        of: posterior, at: place, within: range, tuningNoise: tunesNoise)
      if slope.isZero() {
        isConverged = true
        break
      }
      if let direction = try slope.newtonDirection(), try step(along: direction, slope.gradient) {
        continue
      }
      guard try step(along: slope.fixedPointDirection(), slope.gradient) else {
        // The evidence is a difference of large sums: near its maximum a rise is less than their rounding.
        isConverged = slope.isZero(within: 1e4)
        break
      }
    }
    isAtBound = priorPlaces.contains { $0 <= range.lowerBound || $0 >= range.upperBound }
  }

  private var priorPlaces: ArraySlice<Double> { tunesNoise ? place.dropLast() : place[...] }

  /// Goes along a direction as far as the evidence rises; false where it rises nowhere.
  private mutating func step(along direction: [Double], _ gradient: [Double]) throws -> Bool {
    let longest = direction.map(abs).max() ?? 0
    guard longest > 0, longest.isFinite else { return false }
    var length = min(1, EvidenceSlope<Scalar>.longestStep / longest)
    for _ in 0..<40 {
      var next = zip(place, direction).map { $0 + length * $1 }
      for index in priorPlaces.indices {
        next[index] = min(max(next[index], range.lowerBound), range.upperBound)
      }
      let rise = zip(zip(next, place), gradient).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
      if let candidate = try candidate(at: next), candidate.value > value + 1e-4 * max(0, rise) {
        (posterior, value, place) = (candidate.posterior, candidate.value, next)
        return true
      }
      length /= 2
    }
    return false
  }

  /// The posterior at other logarithms; nil where there is none.
  private func candidate(
    at place: [Double]
  ) throws -> (posterior: LaplacePosterior<Scalar>, value: Double)? {
    let own = posterior.settings
    let priors = (tunesNoise ? place.dropLast() : place[...]).map { Double.exp($0) }
    let noise = tunesNoise ? Double.exp(place[place.count - 1]) : own.noise
    guard
      let settings = try? PosteriorSettings(
        priorPrecision: own.priorPrecision.with(priors), priorMean: own.priorMean, noise: noise,
        temperature: own.temperature)
    else { return nil }
    let candidate = try posterior.with(settings)
    do {
      let value = try candidate.marginalLikelihood().value
      return value.isFinite ? (candidate, value) : nil
    } catch LaplaceError.indefinite {
      return nil
    }
  }
}
