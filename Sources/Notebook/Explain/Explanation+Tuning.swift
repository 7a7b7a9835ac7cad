import Laplace

extension Explanation {
  /// How prior and noise are chosen, and what happens as data comes in.
  static let tuning: [Explanation] = [
    Explanation(
      name: "tune",
      formula: "γ_g = δ_g·S_g   S_g = Σ (θ*ᵢ - μ₀ᵢ)²   σ² = (2·loss + ρS)/(T·N·C)",
      sentence:
        "Prior precision and noise at the top of the evidence: each precision is the number of "
        + "parameters that the data determines over the square of their distance from the prior mean.",
      aliases: ["mackay", "type2"],
      numbers: { posterior in
        let effective = try posterior.effectiveParametersByPrior()
        return "γ = " + effective.prefix(6).map { formatted($0) }.joined(separator: " ")
          + (effective.count > 6 ? " …" : "")
          + " at δ = \(formatted(posterior.settings.priorPrecision))"
      }),
    Explanation(
      name: "shape",
      formula: "P₀ = diag(δ_g(i))",
      sentence:
        "How prior precisions are assigned: one for all weights, one for each tensor, layer or "
        + "kind, or one for each parameter; Kronecker eigenbases take at most one for each tensor.",
      aliases: ["prior_shape", "layerwise"],
      numbers: { "\($0.settings.priorPrecision.values.count) for \($0.selection.count) weights" }),
    Explanation(
      name: "mean",
      formula: "scatter = (θ* - μ₀)ᵀ P₀ (θ* - μ₀)",
      sentence:
        "The prior mean μ₀ enters the evidence alone; with the weights of a model for it the "
        + "prior says how far training may lead away from there.",
      aliases: ["μ₀", "prior_mean"],
      numbers: { formatted(try $0.marginalLikelihood().scatter, significant: 6) }),
    Explanation(
      name: "grad",
      formula: "∂/∂δ_g = ½(γ_g/δ_g - S_g)   ∂/∂σ = (2h·loss - NC + γ)/σ   ∂/∂T = (h·loss + ½γ)/T",
      sentence: "The slope of the evidence in its settings: zero where it is at its top.",
      aliases: ["gradient"],
      numbers: { posterior in
        let gradient = try posterior.evidenceGradient()
        return "∂/∂δ = "
          + gradient.priorPrecision.prefix(6).map { formatted($0) }
          .joined(separator: " ")
      }),
    Explanation(
      name: "loo",
      formula: "f₋ₙ = f + JΔ + hΣ₋(g + ΛJΔ)   Σ₋ = Σ + hΣRᵀ(I - hRΣRᵀ)⁻¹RΣ",
      sentence:
        "Each training example predicted from all the others without a refit: its own part of "
        + "the curvature and of the gradient is taken out of the linearised posterior.",
      aliases: ["leave_one_out"]),
    Explanation(
      name: "by",
      formula: "θ ← θ - η∇(h·loss + ½θᵀP₀θ)   (P₀, σ) ← argmax log p(D|P₀, σ)",
      sentence: "train by=evidence learns weights, prior and noise together: epochs of training "
        + "alternate with steps up the evidence, and the weights with the most of it are kept.",
      aliases: ["online", "empirical_bayes", "marglik_training"]),
    Explanation(
      name: "update",
      formula: "H ← H + H_new",
      sentence:
        "More data adds its curvature; with the posterior as the prior of the next training a "
        + "network learns one task after another in the directions the earlier ones left free.",
      aliases: ["continual"],
      numbers: { "N = \($0.exampleCount)" }),
  ]
}
