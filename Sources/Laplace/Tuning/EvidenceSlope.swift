import RealModule
import Tensors

/// The derivatives of the log marginal likelihood in the logarithms of the settings that are tuned, and the
/// directions in which it rises.
struct EvidenceSlope<Scalar: TensorScalar> {
  /// The first derivatives, zero where they point out of the range of the search.
  private(set) var gradient: [Double]

  private let hessian: EvidenceHessian<Scalar>
  /// The fixed point less the place, in the logarithms.
  private let fixedPoint: [Double]
  /// `½ (γ_g + δ_g S_g)` and `2 N C`: minus the second derivatives where the weights of each setting are
  /// determined by the data alone.
  private let scales: [Double]
  /// Whether a setting can move.
  private let isFree: [Bool]

  init(
    of posterior: LaplacePosterior<Scalar>, at place: [Double], within range: ClosedRange<Double>,
    tuningNoise: Bool
  ) throws {
    let effective = try posterior.effectiveParametersByPrior()
    hessian = EvidenceHessian(of: posterior, effective: effective)
    let scatter = zip(posterior.settings.priorPrecision.values, posterior.squaredDeviations())
      .map { $0 * $1 }
    var gradient = zip(effective, scatter).map { 0.5 * ($0 - $1) }
    var fixedPoint = zip(effective, scatter).map { Double.log(max($0, 0) / $1) }
    var scales = zip(effective, scatter).map { max(1e-12, 0.5 * ($0 + $1)) }
    var isFree = gradient.indices.map { index in
      gradient[index] > 0 ? place[index] < range.upperBound : place[index] > range.lowerBound
    }
    if tuningNoise {
      let fit = posterior.settings.curvatureScale * posterior.loss
      let targets = Double(posterior.exampleCount * posterior.model.network.outputCount)
      let undetermined = targets - effective.reduce(0, +)
      gradient.append(2 * fit - undetermined)
      fixedPoint.append(undetermined > 0 ? 0.5 * .log(2 * fit / undetermined) : .infinity)
      scales.append(2 * targets)
      isFree.append(true)
    }
    for index in gradient.indices where !isFree[index] { gradient[index] = 0 }
    (self.gradient, self.fixedPoint, self.scales) = (gradient, fixedPoint, scales)
    self.isFree = isFree
  }

  /// Whether all first derivatives vanish within a number of times their rounding: each is a difference of
  /// sums over parameters or targets, as large as its scale.
  func isZero(within factor: Double = 1) -> Bool {
    zip(gradient, scales).allSatisfy { abs($0) <= 1e-9 * factor * (1 + $1) }
  }

  /// The largest change of a logarithm in one step.
  static var longestStep: Double { 3 }

  /// The way to MacKay's fixed point, as far as one step goes in each setting: each goes where its own
  /// derivative points.
  func fixedPointDirection() -> [Double] {
    gradient.indices.map { index in
      isFree[index] ? min(max(fixedPoint[index], -Self.longestStep), Self.longestStep) : 0
    }
  }

  /// The solution d of `-E″ d = E′` over the settings that can move, by conjugate gradients; nil where the
  /// evidence is not concave along the first of them.
  ///
  /// Where it ceases to be concave later, the solution in the directions before is the answer (Steihaug,
  /// 1983).
  func newtonDirection() throws -> [Double]? {
    var solution = [Double](repeating: 0, count: gradient.count)
    var residual = gradient
    var scaled = zip(residual, scales).map { $0 / $1 }
    var direction = scaled
    var square = dot(residual, scaled)
    let goal = 1e-20 * square
    for round in 0..<min(2 * gradient.count + 2, 60) where square > goal {
      let product = zip(try hessian.product(direction), isFree).map { $1 ? -$0 : 0 }
      let curvature = dot(direction, product)
      guard curvature > 0 else { return round == 0 ? nil : solution }
      let length = square / curvature
      for index in solution.indices {
        solution[index] += length * direction[index]
        residual[index] -= length * product[index]
      }
      scaled = zip(residual, scales).map { $0 / $1 }
      let next = dot(residual, scaled)
      direction = zip(scaled, direction).map { $0 + next / square * $1 }
      square = next
    }
    return solution
  }

  private func dot(_ one: [Double], _ other: [Double]) -> Double {
    zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
