import Laplace
import RealModule
import Tensors

/// How much a new evaluation is expected to improve on the best one (Jones, Schonlau and Welch, 1998).
///
/// With `z = (b - μ)/s` for the best value b, it is `s (z Φ(z) + φ(z))`.
struct ExpectedImprovement {
  let surrogate: Surrogate

  /// A point and what an evaluation there is expected to gain.
  private struct Candidate {
    var point: [Double]
    var gain: Double
    var gradient: [Double]
    var step = 0.1
  }

  /// The point of the box where the expected improvement is largest: the best of many random ones climb
  /// along its gradient, each with steps that halve where they do not gain.
  func maximum(starts: Int, climbers: Int, using random: inout RandomStream) throws -> [Double] {
    let points = (0..<starts).map { _ in (0..<2).map { _ in 2 * random.uniform() - 1 } }
    let gains = try gains(at: points)
    let best = points.indices.sorted { gains[$0] > gains[$1] }.prefix(climbers)
    var candidates = try candidates(at: best.map { points[$0] })
    for _ in 0..<20 {
      let moved = try self.candidates(at: candidates.map { Self.step(from: $0) })
      for (place, next) in moved.enumerated() {
        if next.gain > candidates[place].gain {
          let step = candidates[place].step
          candidates[place] = next
          candidates[place].step = step
        } else {
          candidates[place].step /= 2
        }
      }
    }
    return candidates.max { $0.gain < $1.gain }?.point ?? points[0]
  }

  /// A step along the gradient, held inside the box.
  private static func step(from candidate: Candidate) -> [Double] {
    let length = candidate.gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return candidate.point }
    return zip(candidate.point, candidate.gradient).map { position, slope in
      min(1, max(-1, position + candidate.step * slope / length))
    }
  }

  private func gains(at points: [[Double]]) throws -> [Double] {
    let predictive = try surrogate.posterior.linearizedPredictive(
      at: Tensor(shape: [points.count, 2], scalars: points.flatMap(\.self)))
    let variance = predictive.variance
    return points.indices.map {
      gain(predictive.mean[$0, 0], deviation: variance[$0, 0].squareRoot()).value
    }
  }

  /// Expected improvements with their derivatives `φ(z) ∂s - Φ(z) ∂μ`, where `∂s = ∂Σ/2s`.
  private func candidates(at points: [[Double]]) throws -> [Candidate] {
    let gradients = try surrogate.posterior.inputGradients(
      at: Tensor(shape: [points.count, 2], scalars: points.flatMap(\.self)))
    return points.indices.map { index in
      let deviation = gradients.variance[index, 0].squareRoot()
      let (value, mass, density) = gain(gradients.mean[index, 0], deviation: deviation)
      return Candidate(
        point: points[index], gain: value,
        gradient: (0..<2).map { axis in
          density * gradients.varianceGradient.scalars[2 * index + axis] / (2 * deviation)
            - mass * gradients.meanGradient.scalars[2 * index + axis]
        })
    }
  }

  /// The expected improvement with Φ(z) and φ(z).
  private func gain(
    _ mean: Double, deviation: Double
  ) -> (value: Double, mass: Double, density: Double) {
    let z = (surrogate.best - mean) / deviation
    let mass = 0.5 * Double.erfc(-z / Double(2).squareRoot())
    let density = Double.exp(-z * z / 2) / (2 * .pi).squareRoot()
    return (deviation * (z * mass + density), mass, density)
  }
}
