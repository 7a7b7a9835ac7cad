import RealModule
import Tensors

/// A step size that is moved until the mean acceptance is the one aimed at: Nesterov's dual averaging
/// as Hoffman and Gelman (2014, §3.2) use it, with their constants.
struct DualAveraging {
  private let target: Double
  /// What log ε shrinks towards: a tenfold of the start, since long steps are cheaper to try.
  private let anchor: Double
  private var count = 0.0
  private var meanError = 0.0
  private var logAverage: Double

  /// A search that starts at a step size.
  init(from stepSize: Double, target: Double) {
    self.target = target
    anchor = .log(10 * stepSize)
    logAverage = .log(stepSize)
  }

  /// The step size to try after one with an acceptance α: `log ε = μ - √t/γ · H̄`, where H̄ averages
  /// `δ - α`.
  mutating func next(after acceptance: Double) -> Double {
    count += 1
    let share = 1 / (count + 10)
    meanError = (1 - share) * meanError + share * (target - acceptance)
    let logStep = anchor - count.squareRoot() / 0.05 * meanError
    let weight = Double.pow(count, -0.75)
    logAverage = weight * logStep + (1 - weight) * logAverage
    return .exp(logStep)
  }

  /// The average of the step sizes tried, the later ones counting more.
  var averaged: Double { .exp(logAverage) }
}

extension NoUTurnSampler {
  /// The step size, doubled or halved until a single step is accepted about as often as aimed at
  /// (Hoffman and Gelman, 2014, algorithm 4).
  func roughStepSize(
    at point: DensityPoint, target: Double, using random: inout RandomStream
  ) -> Double {
    var stepSize = self.stepSize
    var direction = 0.0
    // A hundred doublings reach the ends of what is representable.
    for _ in 0..<100 {
      let particle = particle(at: point, using: &random)
      let next = particle.leapfrog(stepSize, on: density, inverseMasses: inverseMasses)
      let isAccepted = particle.energy - next.energy > .log(target)
      let wanted = isAccepted ? 1.0 : -1
      if direction == 0 { direction = wanted }
      guard wanted == direction else { break }
      stepSize *= direction > 0 ? 2 : 0.5
    }
    return stepSize
  }
}
