import Curvature
import Parallelism
import RealModule
import Tensors

/// Whether the weights are at a maximum of the posterior (MAP), and under which prior precision.
///
/// Under a prior `N(μ₀, P₀⁻¹)` the gradient of the negative log posterior is
/// `g = h ∇L + P₀ (θ - μ₀)`. Its length has no scale of its own, so it is judged by the step that a
/// Newton iteration would still take, in standard deviations of the posterior per weight:
/// `d² = gᵀ (h H + P₀)⁻¹ g/P`, with H the posterior's curvature where that is a Gauss-Newton matrix, else
/// the diagonal of one.
enum StationarityCheck: Check {
  /// Below this distance the end of training does not show in the predictions.
  static let smallDistance = 0.1
  /// Above this distance the posterior stands beside the maximum.
  static let largeDistance = 0.5

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
    let free = leastSquares(subject, measures, scale: scale)
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
    var candidates: [StationaryPoint] = []
    if let training = subject.training, let precision = training.priorPrecision {
      candidates.append(
        StationaryPoint(
          "training", measures, scale: 1 / (training.noise * training.noise),
          precisions: measures.weights.map { _ in precision }, deviations: measures.weights,
          newtonSquare: newtonSquare(
            subject, try? PosteriorSettings(priorPrecision: precision, noise: training.noise))))
    }
    if let settings = subject.posterior?.settings {
      candidates.append(
        StationaryPoint(
          "posterior", measures, scale: settings.curvatureScale,
          precisions: RelativePrior(settings.priorPrecision, scale: 1, over: subject.selection)
            .values(over: subject.selection),
          deviations: settings.priorMean.deviations(of: measures.weights),
          newtonSquare: newtonSquare(subject, settings)))
    }
    return candidates
  }

  /// The prior precision around 0 that comes nearest to making the gradient vanish:
  /// `δ̂ = -h θᵀ∇L/(θᵀθ)`, or 0 where that is negative.
  private static func leastSquares<Scalar: TensorScalar>(
    _ subject: ExaminationSubject<Scalar>, _ measures: LossMeasures, scale: Double
  ) -> StationaryPoint {
    let square = measures.weights.reduce(0) { $0 + $1 * $1 }
    let overlap = zip(measures.weights, measures.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    let precision = square > 0 ? max(0, -scale * overlap / square) : 0
    let settings = try? subject.posterior?.settings.with(PriorPrecision(precision))
    return StationaryPoint(
      "least squares", measures, scale: scale,
      precisions: measures.weights.map { _ in precision }, deviations: measures.weights,
      newtonSquare: newtonSquare(subject, settings))
  }

  /// `gᵀ (h H + P₀)⁻¹ g` at some settings of the posterior; gives nil where its matrix cannot be asked.
  private static func newtonSquare<Scalar: TensorScalar>(
    _ subject: ExaminationSubject<Scalar>, _ settings: PosteriorSettings?
  ) -> ([Double]) -> Double? {
    { gradient in
      guard let settings, let posterior = subject.posterior,
        posterior.options.curvature == .generalizedGaussNewton,
        let other = settings == posterior.settings ? posterior : try? posterior.with(settings),
        let step = try? other.covarianceProducts(
          Tensor(shape: [1, gradient.count], scalars: gradient))
      else { return nil }
      return zip(gradient, step.scalars).reduce(0) { $0 + $1.0 * $1.1 }
    }
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
        Finding.Figure("distance", distance),
        Finding.Figure("least_squares_prior", free.precision ?? .nan),
        Finding.Figure("residual", nearest.residual),
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
      guard !candidates.isEmpty else {
        return Finding(
          "maximum", .warning,
          "The weights are at no maximum under any one prior precision: at best, with "
            + "\(free.precision?.inWords ?? "none"), they are \(place).",
          figures: figures, remedies: ["train on, with more epochs and schedule=cosine"])
      }
      guard let precision = free.precision, precision > 0, free.distance <= smallDistance else {
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
  /// The root mean square of the Newton step in standard deviations.
  let distance: Double

  init(
    _ name: String, _ measures: LossMeasures, scale: Double, precisions: [Double],
    deviations: [Double], newtonSquare: ([Double]) -> Double?
  ) {
    let loss = measures.gradient.map { scale * $0 }
    let gradient = loss.indices.map { loss[$0] + precisions[$0] * deviations[$0] }
    let square = gradient.reduce(0) { $0 + $1 * $1 }
    let diagonal = gradient.indices.reduce(0.0) { sum, index in
      guard gradient[index] != 0 else { return sum }
      return sum
        + gradient[index] * gradient[index]
        / (scale * measures.gaussNewton[index] + precisions[index])
    }
    self.name = name
    precision = precisions.allSatisfy { $0 == precisions[0] } ? precisions.first : nil
    gradientNorm = square.squareRoot()
    residual = square == 0 ? 0 : (square / loss.reduce(0) { $0 + $1 * $1 }).squareRoot()
    distance = ((newtonSquare(gradient) ?? diagonal) / Double(gradient.count)).squareRoot()
  }

  func isNearer(than other: StationaryPoint) -> Bool { distance < other.distance }
}
