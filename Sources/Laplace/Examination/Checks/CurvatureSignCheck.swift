import Parallelism
import Tensors

/// Whether the exact Hessian has negative curvature, and whether the prior makes up for it.
enum CurvatureSignCheck: Check {
  /// The part of the prior that negative curvature may take away before it is worth a warning.
  private static let largestShare = 0.1
  /// The part of the largest eigenvalue below which a negative one is rounding.
  private static let rounding = 1e-6

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let posterior = subject.posterior, !posterior.options.curvature.isPositiveSemidefinite
    else { return nil }
    let eigenvalues = try posterior.curvatureEigenvalues()
    let largest = eigenvalues.map(abs).max() ?? 0
    let smallest = (eigenvalues.min() ?? 0) * posterior.settings.curvatureScale
    let prior = posterior.settings.priorPrecision.values.min() ?? 0
    let share = max(0, -smallest) / prior
    let figures = [
      Finding.Figure("smallest_eigenvalue", smallest), Finding.Figure("prior", prior),
      Finding.Figure("share_of_prior", share),
    ]
    guard smallest < -rounding * largest * posterior.settings.curvatureScale else {
      return Finding(
        "curvature", .ok, "No direction of the Hessian has negative curvature.", figures: figures)
    }
    let fact = "The Hessian has the eigenvalue \(smallest.inWords)"
    let remedies = ["curvature=ggn", "train on to a maximum"]
    if try isIndefinite(posterior) {
      return Finding(
        "curvature", .error,
        "\(fact), below the prior precision \(prior.inWords): there is no Gaussian to speak of.",
        figures: figures,
        remedies: remedies + ["prior= above \((-smallest).inWords)"])
    }
    return Finding(
      "curvature", share > largestShare ? .warning : .note,
      "\(fact), which takes \((100 * share).inWords) % of the prior precision "
        + "\(prior.inWords) away.",
      figures: figures, remedies: share > largestShare ? remedies : [])
  }

  private static func isIndefinite<Scalar>(_ posterior: LaplacePosterior<Scalar>) throws -> Bool {
    do {
      _ = try posterior.effectiveParameters()
      return false
    } catch LaplaceError.indefinite {
      return true
    }
  }
}
