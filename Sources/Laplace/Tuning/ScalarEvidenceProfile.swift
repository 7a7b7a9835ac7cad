import Parallelism
import RealModule
import Tensors

/// The log marginal likelihood over one prior precision for all weights, the noise at its best for each.
///
/// With `ρ = δ σ² T`, S the squared distance of the weights from the prior mean and N C targets, the best
/// noise is `σ² = (2 loss + ρ S)/(T N C)`, and the derivative in `log ρ` is `½ (γ(ρ) - δ S)`.
final class ScalarEvidenceProfile {
  private let moments: SpectralMoments
  private let settings: PosteriorSettings
  private let squaredDistance: Double
  private let loss: Double
  private let targetCount: Double
  private let logNormalizer: (Double) -> Double
  private let tunesNoise: Bool
  private let priorScale: Double
  private let range: ClosedRange<Double>
  /// The number of Newton and bisection steps that were taken.
  private(set) var stepCount = 0

  init<Scalar>(of posterior: LaplacePosterior<Scalar>, tunesNoise: Bool) throws {
    moments = try posterior.definiteMoments(.greatestFiniteMagnitude)
    settings = posterior.settings
    squaredDistance = settings.priorMean.deviations(of: posterior.mean).reduce(0) { $0 + $1 * $1 }
    loss = posterior.loss
    let (count, outputs) = (posterior.exampleCount, posterior.model.network.outputCount)
    targetCount = Double(count * outputs)
    let rules = posterior.model.rules
    logNormalizer = { rules.logNormalizer(count: count, outputs: outputs, noise: $0) }
    self.tunesNoise = tunesNoise
    priorScale = posterior.curvature.priorScale
    let largest = moments.largest > 0 ? moments.largest : 1
    // Below minus the smallest eigenvalue of a Hessian there is no posterior.
    let low = max(
      largest * EvidenceTuning<Scalar>.range.lowerBound, -moments.smallest * (1 + 1e-9))
    range = .log(low)...(.log(largest * EvidenceTuning<Scalar>.range.upperBound))
  }

  /// The settings of the highest log marginal likelihood, and whether they lie at an end of the range.
  func maximum(
    cancellation: Cancellation
  ) throws -> (settings: PosteriorSettings, isAtBound: Bool) {
    let count = 240
    let places = (0...count).map { step in
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / Double(count)
    }
    var candidates: [Double] = []
    let first = slope(places[0])
    var last = first
    for (low, high) in zip(places, places.dropFirst()) {
      let next = slope(high)
      if last > 0, next <= 0 { candidates.append(try root(low...high, cancellation)) }
      last = next
    }
    let isInside = !candidates.isEmpty
    if first <= 0 { candidates.append(places[0]) }
    if last > 0 { candidates.append(places[count]) }
    let best = candidates.max { value($0) < value($1) } ?? places[0]
    let isAtBound = !isInside || best == places[0] || best == places[count]
    return (try settings(at: best), isAtBound)
  }

  /// The zero of the slope between places where it changes its sign, by Newton steps with a difference for
  /// the curvature, and bisection where they leave the bracket.
  private func root(
    _ bracket: ClosedRange<Double>, _ cancellation: Cancellation
  ) throws -> Double {
    var (low, high) = (bracket.lowerBound, bracket.upperBound)
    var place = (low + high) / 2
    for _ in 0..<100 {
      try cancellation.check()
      stepCount += 1
      let value = slope(place)
      if value > 0 { low = place } else { high = place }
      let step = 1e-4
      let curvature = (slope(place + step) - slope(place - step)) / (2 * step)
      let newton = curvature < 0 ? place - value / curvature : .infinity
      let next = newton > low && newton < high ? newton : (low + high) / 2
      if abs(next - place) <= 1e-13 * max(1, abs(place)) { return next }
      place = next
    }
    return place
  }

  private func noise(_ relativePrecision: Double) -> Double {
    guard tunesNoise else { return settings.noise }
    let square =
      (2 * loss + relativePrecision * squaredDistance) / (settings.temperature * targetCount)
    return max(square.squareRoot(), .leastNormalMagnitude.squareRoot())
  }

  /// `½ (γ - δ S)` at the logarithm of ρ.
  private func slope(_ place: Double) -> Double {
    let relative = Double.exp(place)
    let noise = noise(relative)
    return 0.5
      * (moments.effectiveParameters(relative * priorScale)
        - relative / (noise * noise * settings.temperature) * squaredDistance)
  }

  private func value(_ place: Double) -> Double {
    let relative = Double.exp(place)
    let noise = noise(relative)
    let scale = 1 / (noise * noise * settings.temperature)
    return -scale * loss + logNormalizer(noise)
      - 0.5
      * (moments.logDeterminantRatio(relative * priorScale) + relative * scale * squaredDistance)
  }

  private func settings(at place: Double) throws(LaplaceError) -> PosteriorSettings {
    let relative = Double.exp(place)
    let noise = noise(relative)
    return try PosteriorSettings(
      priorPrecision: PriorPrecision(relative / (noise * noise * settings.temperature)),
      priorMean: settings.priorMean, noise: noise, temperature: settings.temperature)
  }
}
