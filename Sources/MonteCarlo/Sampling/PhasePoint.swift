/// A particle on the surface `-log p(x)`: where it is and how it moves.
struct PhasePoint {
  /// Its place, with the density there.
  let point: DensityPoint
  /// Its momentum p.
  let momentum: [Double]
  /// Its velocity `M⁻¹ p`.
  let velocity: [Double]

  /// A particle, given the inverse masses of the coordinates.
  init(_ point: DensityPoint, momentum: [Double], inverseMasses: [Double]) {
    self.point = point
    self.momentum = momentum
    velocity = zip(momentum, inverseMasses).map { $0 * $1 }
  }

  /// The Hamiltonian `-log p(x) + ½ pᵀ M⁻¹ p`.
  var energy: Double {
    zip(momentum, velocity).reduce(-point.logDensity) { $0 + 0.5 * $1.0 * $1.1 }
  }

  /// The particle after a leapfrog step of time ε, which may be negative:
  /// `p ← p + ½ε ∇log p(x)`, `x ← x + ε M⁻¹ p`, `p ← p + ½ε ∇log p(x)`.
  func leapfrog<Density: LogDensity>(
    _ stepSize: Double, on density: Density, inverseMasses: [Double]
  ) -> PhasePoint {
    let half = zip(momentum, point.gradient).map { $0 + 0.5 * stepSize * $1 }
    var position = point.position
    for index in position.indices {
      position[index] += stepSize * inverseMasses[index] * half[index]
    }
    let next = density.evaluated(at: position)
    return PhasePoint(
      next, momentum: zip(half, next.gradient).map { $0 + 0.5 * stepSize * $1 },
      inverseMasses: inverseMasses)
  }
}
