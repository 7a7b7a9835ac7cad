import RealModule

/// A stretch of a Hamiltonian trajectory, with the one of its points that was drawn.
struct Trajectory {
  /// The ends, in the order of time.
  let earliest: PhasePoint
  let latest: PhasePoint
  /// The sum ρ of the momenta of all points.
  let momentumSum: [Double]
  /// `log Σ exp(H₀ - H)` over all points, H₀ the energy at the start.
  let logWeight: Double
  /// A point drawn from the stretch.
  let proposal: DensityPoint

  /// A stretch of one point.
  init(_ point: PhasePoint, logWeight: Double) {
    earliest = point
    latest = point
    momentumSum = point.momentum
    self.logWeight = logWeight
    proposal = point.point
  }

  /// Two stretches that follow one another, of which one's proposal was chosen.
  init(_ earlier: Trajectory, _ later: Trajectory, proposal: DensityPoint) {
    earliest = earlier.earliest
    latest = later.latest
    momentumSum = sum(earlier.momentumSum, later.momentumSum)
    let larger = max(earlier.logWeight, later.logWeight)
    logWeight =
      larger + .log(.exp(earlier.logWeight - larger) + .exp(later.logWeight - larger))
    self.proposal = proposal
  }

  /// Whether two stretches that follow one another turn back as a whole: `ρ · M⁻¹p ≤ 0` at an end
  /// (Betancourt, 2017, §A.4.2).
  ///
  /// Each stretch is looked at together with the nearest point of the other as well, or an orbit of just
  /// twice a stretch's length would go unnoticed.
  static func isTurning(_ earlier: Trajectory, _ later: Trajectory) -> Bool {
    isTurning(
      sum(earlier.momentumSum, later.momentumSum), from: earlier.earliest, to: later.latest)
      || isTurning(
        sum(earlier.momentumSum, later.earliest.momentum), from: earlier.earliest,
        to: later.earliest)
      || isTurning(
        sum(later.momentumSum, earlier.latest.momentum), from: earlier.latest, to: later.latest)
  }

  private static func isTurning(
    _ momentumSum: [Double], from start: PhasePoint, to end: PhasePoint
  ) -> Bool {
    !(dot(momentumSum, start.velocity) > 0 && dot(momentumSum, end.velocity) > 0)
  }
}

private func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
