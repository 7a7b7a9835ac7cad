import Parallelism
import RealModule
import Tensors

/// A quasi-Newton ascent of the log marginal likelihood in the logarithms of prior precisions and noise
/// (L-BFGS; Nocedal, 1980).
///
/// The first guess of the inverse curvature is `2/(γ_g + δ_g S_g)`, which makes the first step nearly
/// MacKay's fixed point `δ_g ← γ_g/S_g`. A step that does not raise the evidence is halved.
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
  private var place: [Double]
  private var history: [(step: [Double], change: [Double])] = []

  private static var stepLimit: Int { 500 }
  private static var historyCount: Int { 12 }

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
    var (gradient, scales) = try slopes()
    while stepCount < Self.stepLimit, !cancellation.isCancelled {
      progress.report(stepCount, of: Self.stepLimit)
      // The evidence is a sum over parameters, and so is its rounding.
      let tolerance = 1e-7 * (1 + scales.reduce(0, +) / Double(scales.count))
      if gradient.allSatisfy({ abs($0) <= tolerance }) {
        isConverged = true
        break
      }
      guard try step(along: direction(gradient, scales), gradient) else {
        // Nothing rises along the quasi-Newton direction: once more along the gradient alone.
        guard !history.isEmpty else {
          isConverged = gradient.allSatisfy { abs($0) <= 1e3 * tolerance }
          break
        }
        history = []
        continue
      }
      let last = gradient
      (gradient, scales) = try slopes()
      let index = history.count - 1
      history[index].change = zip(last, gradient).map { $0 - $1 }
      if dot(history[index].step, history[index].change) <= 0 { history.remove(at: index) }
      if history.count > Self.historyCount { history.removeFirst() }
    }
    isAtBound = priorPlaces.contains { $0 <= range.lowerBound || $0 >= range.upperBound }
  }

  private var priorPlaces: ArraySlice<Double> { tunesNoise ? place.dropLast() : place[...] }

  /// The derivatives in the logarithms, zero where they point out of the range, and the scales of their
  /// own derivatives.
  private mutating func slopes() throws -> (gradient: [Double], scales: [Double]) {
    stepCount += 1
    let evidence = try posterior.evidenceGradient()
    let effective = try posterior.effectiveParametersByPrior()
    let priors = posterior.settings.priorPrecision.values
    var gradient = zip(priors, evidence.priorPrecision).map { $0 * $1 }
    var scales = zip(zip(priors, posterior.squaredDeviations()), effective).map {
      max(1e-12, 0.5 * ($1 + $0.0 * $0.1))
    }
    for index in gradient.indices
    where (place[index] <= range.lowerBound && gradient[index] < 0)
      || (place[index] >= range.upperBound && gradient[index] > 0)
    {
      gradient[index] = 0
    }
    if tunesNoise, let noise = evidence.noise {
      gradient.append(noise * posterior.settings.noise)
      let targets = posterior.exampleCount * posterior.model.network.outputCount
      scales.append(2 * Double(targets))
    }
    return (gradient, scales)
  }

  /// The two loops of L-BFGS.
  private func direction(_ gradient: [Double], _ scales: [Double]) -> [Double] {
    var direction = gradient
    var weights: [Double] = []
    for pair in history.reversed() {
      let weight = dot(pair.step, direction) / dot(pair.step, pair.change)
      weights.append(weight)
      direction = zip(direction, pair.change).map { $0 - weight * $1 }
    }
    direction = zip(direction, scales).map { $0 / $1 }
    for (pair, weight) in zip(history, weights.reversed()) {
      let correction = weight - dot(pair.change, direction) / dot(pair.step, pair.change)
      direction = zip(direction, pair.step).map { $0 + correction * $1 }
    }
    return direction
  }

  /// Goes along a direction as far as the evidence rises, at most by a factor e² in each setting; false
  /// where it rises nowhere.
  private mutating func step(along direction: [Double], _ gradient: [Double]) throws -> Bool {
    let rise = dot(direction, gradient)
    guard rise > 0 else { return false }
    let longest = direction.map(abs).max() ?? 0
    var length = min(1, 2 / longest)
    for _ in 0..<40 {
      var next = zip(place, direction).map { $0 + length * $1 }
      for index in priorPlaces.indices {
        next[index] = min(max(next[index], range.lowerBound), range.upperBound)
      }
      if let candidate = try candidate(at: next), candidate.value > value + 1e-4 * length * rise {
        history.append((step: zip(next, place).map { $0 - $1 }, change: []))
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

  private func dot(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
