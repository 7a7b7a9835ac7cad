import Laplace
import TextPlots

extension Explanation {
  /// What an examination looks at.
  static let examination: [Explanation] = [
    Explanation(
      name: "doctor",
      formula: "✓ right   · worth knowing   ! doubtful   ✗ without meaning",
      sentence:
        "Examines the weights (maximum, dead units), the data (scales, classes, duplicates), the "
        + "posterior (noise, prior, curvature, evidence) and the predictions (skill), and says what "
        + "to do; fit tells of what it can see without another pass over the data.",
      aliases: ["examination"]),
    Explanation(
      name: "maximum",
      formula: "g = h·∇L + P₀(θ - μ₀)   d² = gᵀ(h·H + P₀)⁻¹g/P   δ̂ = -h·θᵀ∇L/θᵀθ",
      sentence:
        "A Laplace approximation belongs to a maximum: d is the Newton step that is still to go, in "
        + "standard deviations per weight, the residual ‖g‖/‖h·∇L‖, and δ̂ the prior precision under "
        + "which the weights come nearest to one.",
      aliases: ["stationarity", "not_a_map"],
      numbers: { posterior in
        "h = \(formatted(posterior.settings.curvatureScale)), δ = "
          + "\(formatted(posterior.settings.priorPrecision)), P = \(posterior.selection.count)"
      }),
    Explanation(
      name: "dead_units",
      formula: "maxₙ |f′(xₙ)| < 0.01",
      sentence:
        "Units whose slope vanishes at every example, as rectifiers that are always zero and "
        + "saturated sigmoids: no gradient comes through them, and the prior alone holds their weights.",
      aliases: ["units", "saturated"]),
    Explanation(
      name: "fisher_collapse",
      formula: "tr Σ gₙgₙᵀ ≪ tr Σ JₙᵀΛJₙ",
      sentence:
        "Where a network fits its training data the gradients of single examples vanish, and the "
        + "empirical Fisher with them; the posterior is then far too wide, and ggn is the remedy.",
      aliases: ["fisher", "collapse"]),
    Explanation(
      name: "negative_curvature",
      formula: "h·s₁ < 0   indefinite where h·s₁ + δ ≤ 0",
      sentence:
        "An exact Hessian away from a minimum of the loss has negative eigenvalues; the prior must "
        + "make up for the smallest, s₁, or there is no Gaussian.",
      aliases: ["indefinite"],
      numbers: { posterior in
        "h·s₁ = "
          + formatted(
            (try posterior.curvatureEigenvalues().min() ?? 0)
              * posterior.settings.curvatureScale)
          + ", δ = \(formatted(posterior.settings.priorPrecision))"
      }),
    Explanation(
      name: "skill",
      formula: "accuracy > maxₖ Nₖ/N   R² = 1 - Σ(f - y)²/Σ(y - ȳ)² > 0",
      sentence:
        "Whether predictions are better than what needs no inputs at all: the most frequent class, "
        + "or the mean of the targets.",
      aliases: ["majority", "r2"]),
  ]
}
