import Parallelism
import RealModule
import Tensors

/// The No-U-Turn Sampler: Hamiltonian Monte Carlo that doubles a trajectory until it would turn back
/// (Hoffman and Gelman, 2014), and draws the next point from all of it by the points' weights
/// `exp(-H)` (Betancourt, 2017).
struct NoUTurnSampler<Density: LogDensity> {
  /// The density drawn from.
  let density: Density
  /// The time ε of a leapfrog step.
  var stepSize: Double
  /// The inverse masses: ideally the variances of the coordinates.
  var inverseMasses: [Double]
  /// The most often that a trajectory is doubled.
  let maximumDepth: Int

  /// A draw, and how it came about.
  struct Transition {
    let point: DensityPoint
    /// The mean of `min(1, exp(H₀ - H))` over the steps.
    let acceptance: Double
    let stepCount: Int
    /// Whether the energy error grew beyond all bounds: the step is too long for the curvature there.
    let isDivergent: Bool
    /// Whether the trajectory could have been doubled once more.
    let isTruncated: Bool
  }

  /// The next point of a chain; nil when stopped.
  func transition(
    from start: DensityPoint, using random: inout RandomStream, cancellation: Cancellation
  ) -> Transition? {
    let origin = particle(at: start, using: &random)
    var walk = Walk(sampler: self, startEnergy: origin.energy, cancellation: cancellation)
    var trajectory = Trajectory(origin, logWeight: 0)
    var depth = 0
    var isTurning = false
    while depth < maximumDepth, !isTurning {
      let isForward = random.uniform() < 0.5
      let end = isForward ? trajectory.latest : trajectory.earliest
      guard
        let added = walk.stretch(from: end, isForward: isForward, depth: depth, using: &random)
      else { break }
      // The newer half is preferred, which moves further than a fair choice.
      let isTaken = Double.log(random.uniform()) < added.logWeight - trajectory.logWeight
      let (earlier, later) = isForward ? (trajectory, added) : (added, trajectory)
      isTurning = Trajectory.isTurning(earlier, later)
      trajectory = Trajectory(
        earlier, later, proposal: isTaken ? added.proposal : trajectory.proposal)
      depth += 1
    }
    guard !cancellation.isCancelled else { return nil }
    return Transition(
      point: trajectory.proposal, acceptance: walk.acceptanceSum / Double(max(1, walk.stepCount)),
      stepCount: walk.stepCount, isDivergent: walk.isDivergent,
      isTruncated: depth == maximumDepth && !isTurning)
  }

  /// A particle with a momentum drawn from `N(0, M)`.
  func particle(at point: DensityPoint, using random: inout RandomStream) -> PhasePoint {
    PhasePoint(
      point, momentum: inverseMasses.map { random.normal() / $0.squareRoot() },
      inverseMasses: inverseMasses)
  }
}

/// The steps of one trajectory.
private struct Walk<Density: LogDensity> {
  let sampler: NoUTurnSampler<Density>
  let startEnergy: Double
  let cancellation: Cancellation
  var acceptanceSum = 0.0
  var stepCount = 0
  var isDivergent = false

  /// The energy error beyond which a trajectory has left the density's typical set for good.
  private static var divergenceLimit: Double { 1000 }

  /// A stretch of 2^depth steps beyond an end; nil where it turns back within itself, diverges or is
  /// stopped.
  mutating func stretch(
    from end: PhasePoint, isForward: Bool, depth: Int, using random: inout RandomStream
  ) -> Trajectory? {
    guard depth > 0 else { return step(from: end, isForward: isForward) }
    guard
      let near = stretch(from: end, isForward: isForward, depth: depth - 1, using: &random),
      let far = stretch(
        from: isForward ? near.latest : near.earliest, isForward: isForward, depth: depth - 1,
        using: &random)
    else { return nil }
    let (earlier, later) = isForward ? (near, far) : (far, near)
    guard !Trajectory.isTurning(earlier, later) else { return nil }
    // Either half by its share of the weight.
    let odds = Double.exp(near.logWeight - far.logWeight)
    let isFar = random.uniform() * (1 + odds) < 1
    return Trajectory(earlier, later, proposal: isFar ? far.proposal : near.proposal)
  }

  private mutating func step(from end: PhasePoint, isForward: Bool) -> Trajectory? {
    guard !cancellation.isCancelled else { return nil }
    let next = end.leapfrog(
      isForward ? sampler.stepSize : -sampler.stepSize, on: sampler.density,
      inverseMasses: sampler.inverseMasses)
    stepCount += 1
    let logWeight = startEnergy - next.energy
    // An energy that is no number counts as infinite.
    guard logWeight > -Self.divergenceLimit else {
      isDivergent = true
      return nil
    }
    acceptanceSum += min(1, .exp(logWeight))
    return Trajectory(next, logWeight: logWeight)
  }
}
