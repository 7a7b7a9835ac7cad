import Curvature
import Parallelism
import RealModule
import Tensors

/// Whether the weights are at a maximum of the posterior (MAP), and under which prior precision.
///
/// Under a prior `N(μ₀, P₀⁻¹)` the gradient of the negative log posterior is
/// `g = h ∇L + P₀ (θ - μ₀)`. Its length has no scale of its own, so it is judged by the step that a
/// Newton iteration would still take, in standard deviations of a diagonal posterior: with s the diagonal
/// of the Gauss-Newton matrix, `d² = 1/P Σ gᵢ²/(h sᵢ + δᵢ)`.
enum StationarityCheck: Check {
  /// Below this distance the end of training does not show in the predictions.
  static let smallDistance = 0.1
  /// Above this distance the posterior stands beside the maximum.
  static let largeDistance = 0.3

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let measures = try subject.measures(cancellation) else { return nil }
    // Weights that were trained under a prior of another form are no maximum under one precision.
    if let training = subject.training, training.priorPrecision == nil, subject.posterior == nil {
      return nil
    }
    let scale =
      subject.posterior?.settings.curvatureScale
      ?? subject.training.map { 1 / ($0.noise * $0.noise) } ?? 1
    let free = StationaryPoint(measures, leastSquaresAtScale: scale)
    let candidates = candidates(subject, measures)
    guard
      let nearest = (candidates.isEmpty ? [free] : candidates).min(by: { $0.isNearer(than: $1) })
    else { return nil }
    return finding(nearest, free, candidates)
  }

  /// The priors that the weights can be a maximum under: of the training, and of the posterior.
  private static func candidates<Scalar: TensorScalar>(
    _ subject: ExaminationSubject<Scalar>, _ measures: LossMeasures
  ) -> [StationaryPoint] {
    let count = measures.weights.count
    var candidates: [StationaryPoint] = []
    if let training = subject.training, let precision = training.priorPrecision {
      candidates.append(
        StationaryPoint(
          "training", measures, scale: 1 / (training.noise * training.noise),
          precisions: [Double](repeating: precision, count: count),
          deviations: measures.weights))
    }
    if let settings = subject.posterior?.settings {
      candidates.append(
        StationaryPoint(
          "posterior", measures, scale: settings.curvatureScale,
          precisions: RelativePrior(settings.priorPrecision, scale: 1, over: subject.selection)
            .values(over: subject.selection),
          deviations: settings.priorMean.deviations(of: measures.weights)))
    }
    return candidates
  }

  private static func finding(
    _ nearest: StationaryPoint, _ free: StationaryPoint, _ candidates: [StationaryPoint]
  ) -> Finding {
    let distance = nearest.distance
    let severity: Finding.Severity =
      distance <= smallDistance ? .ok : distance <= largeDistance ? .note : .warning
    let figures =
      [
        Finding.Figure("gradient_norm", nearest.gradientNorm),
        Finding.Figure("distance", distance), Finding.Figure("residual", nearest.residual),
        Finding.Figure("least_squares_prior", free.precision ?? .nan),
        Finding.Figure("least_squares_residual", free.residual),
      ] + candidates.map { Finding.Figure("\($0.name)_residual", $0.residual) }
    let place =
      "\(distance.inWords) standard deviations per weight from the maximum (gradient "
      + "\(nearest.gradientNorm.inWords))"
    let prior = (nearest.precision.map { "prior \($0.inWords)" } ?? "prior")
    switch severity {
    case .ok, .note:
      return Finding(
        "maximum", severity,
        "The weights are \(place) under the \(prior) of the \(nearest.name)"
          + (severity == .ok ? "." : ": training has not quite settled."),
        figures: figures,
        remedies: severity == .ok ? [] : ["train on, with schedule=cosine so that it settles"])
    case .warning, .error:
      guard let precision = free.precision, precision > 0, free.distance <= smallDistance,
        !candidates.isEmpty
      else {
        return Finding(
          "maximum", .warning,
          "The weights are at no maximum: nearest is the \(prior) of the \(nearest.name), under "
            + "which they are \(place).",
          figures: figures,
          remedies: ["train on, with more epochs and schedule=cosine"])
      }
      return Finding(
        "maximum", .warning,
        "The weights are at a maximum under the prior \(precision.inWords), but not under the "
          + "\(prior) of the \(nearest.name): \(place).",
        figures: figures,
        remedies: ["prior=\(precision.inWords)", "train on, with prior= that of the posterior"])
    }
  }
}

/// How near the weights are to a stationary point of `h L + ½ (θ - μ₀)ᵀ P₀ (θ - μ₀)`.
private struct StationaryPoint {
  /// Whose prior it is.
  let name: String
  /// The one prior precision of all weights; nil where they differ.
  let precision: Double?
  /// `‖h ∇L + P₀ (θ - μ₀)‖`.
  let gradientNorm: Double
  /// The same over `‖h ∇L‖`.
  let residual: Double
  /// The root mean square of the Newton step in standard deviations of a diagonal posterior.
  let distance: Double

  init(
    _ name: String, _ measures: LossMeasures, scale: Double, precisions: [Double],
    deviations: [Double]
  ) {
    let count = measures.gradient.count
    var (squares, steps, pull) = (0.0, 0.0, 0.0)
    for index in 0..<count {
      let loss = scale * measures.gradient[index]
      let gradient = loss + precisions[index] * deviations[index]
      squares += gradient * gradient
      pull += loss * loss
      if gradient != 0 {
        steps += gradient * gradient / (scale * measures.gaussNewton[index] + precisions[index])
      }
    }
    self.name = name
    precision = precisions.allSatisfy { $0 == precisions[0] } ? precisions.first : nil
    gradientNorm = squares.squareRoot()
    residual = squares == 0 ? 0 : (squares / pull).squareRoot()
    distance = (steps / Double(count)).squareRoot()
  }

  /// The prior precision around 0 that comes nearest to making the gradient vanish:
  /// `δ̂ = -h θᵀ∇L/(θᵀθ)`, or 0 where that is negative.
  init(_ measures: LossMeasures, leastSquaresAtScale scale: Double) {
    let square = measures.weights.reduce(0) { $0 + $1 * $1 }
    let overlap = zip(measures.weights, measures.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    let precision = square > 0 ? max(0, -scale * overlap / square) : 0
    self.init(
      "least squares", measures, scale: scale,
      precisions: [Double](repeating: precision, count: measures.weights.count),
      deviations: measures.weights)
  }

  func isNearer(than other: StationaryPoint) -> Bool { distance < other.distance }
}
