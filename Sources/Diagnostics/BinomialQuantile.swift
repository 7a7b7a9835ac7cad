import RealModule

/// The smallest count k with `P(X ≤ k) ≥ probability` for the successes X of independent trials with a
/// rate strictly between 0 and 1.
func binomialQuantile(_ probability: Double, trials: Int, rate: Double) -> Int {
  var logMass = Double(trials) * .log(onePlus: -rate)
  var cumulative = Double.exp(logMass)
  for count in 0..<trials {
    if cumulative >= probability { return count }
    logMass += .log(Double(trials - count) / Double(count + 1)) + .log(rate / (1 - rate))
    cumulative += .exp(logMass)
  }
  return trials
}
