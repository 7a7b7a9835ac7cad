extension Explanation {
  /// Whether predictions are as uncertain as they should be.
  static let diagnostics: [Explanation] = [
    Explanation(
      name: "auroc",
      formula: "P(score out > score in) + ½·P(equal)   error² = S_in/n + S_out/m",
      sentence:
        "The area under the receiver operating characteristic of ood: 1 where every example out of "
        + "distribution is less certain than every one in it, ½ by chance; its error is DeLong's.",
      aliases: ["ood", "roc"]),
    Explanation(
      name: "fpr95",
      formula: "P(score out ≤ t)   t: P(score in ≤ t) ≥ 0.95",
      sentence:
        "How much of the data out of distribution is accepted where 95 % of the data in "
        + "distribution is."),
    Explanation(
      name: "aupr",
      formula: "Σ (Rₖ - Rₖ₋₁)·Pₖ over the thresholds",
      sentence:
        "The average precision of ood, with the data in or out of distribution as what is to be "
        + "found; by chance it is the share of those data.",
      aliases: ["aupr_in", "aupr_out"]),
    Explanation(
      name: "pit",
      formula: "Φ((y - m)/s)   s² = Σ_f + σ²",
      sentence:
        "The probability integral transform, uniform where a regression is calibrated: a hump in "
        + "the middle tells too wide intervals, peaks at the ends too narrow ones."),
    Explanation(
      name: "calibration_error",
      formula: "√mean over levels of (coverage - level)²",
      sentence:
        "How far the coverage of a regression's central intervals is from their levels, 5 to 95 %.",
      aliases: ["miscoverage", "coverage_curve"]),
    Explanation(
      name: "influence",
      formula: "f₋ₙ(x) - f(x) ≈ h·J(x)·(P - h·JₙᵀΛJₙ)⁻¹·Jₙᵀ(gₙ + ΛJₙΔ)",
      sentence:
        "What leaving out example n would do to a prediction: one Newton step without it from the "
        + "maximum θ* + Δ, no refit; exact for linear regressions, and for small changes otherwise.",
      aliases: ["influence_function", "influences"]),
    Explanation(
      name: "effect",
      formula: "f₋ₙ(x) - f(x)",
      sentence:
        "What a figure of a prediction would change by without example n; of several figures the root "
        + "of the mean of the squares.",
      aliases: ["effects", "changes", "rms effect"]),
    Explanation(
      name: "sd_growth",
      formula: "√(Σ₋ₙ/Σ) - 1",
      sentence:
        "How much wider a prediction would be without example n, as a part of its standard "
        + "deviation: never negative, since data only adds precision.",
      aliases: ["sd growth"]),
    Explanation(
      name: "figure",
      formula: "f_c(x), or p_c(x)",
      sentence:
        "What an influence is on: an output of a regression, or the probability of the likeliest "
        + "class, with the input it is predicted at and its value.",
      aliases: ["value", "input"]),
    Explanation(
      name: "leverage",
      formula: "hₙ = tr(h·Λ·Jₙ P⁻¹ Jₙᵀ)",
      sentence:
        "How far an example determines its own fit: near 0 where the others say the same, near 1 for "
        + "an output that it settles alone. Over all examples they add up to γ.",
      aliases: ["leverages"],
      numbers: { posterior in
        let effective = try posterior.effectiveParameters()
        return
          "Σ hₙ = γ = \(formatted(effective)), \(formatted(effective / Double(posterior.exampleCount)))"
          + " of each of \(posterior.exampleCount) examples on average"
      }),
  ]
}
