import Laplace
import TextPlots

extension Explanation {
  /// How settings, and posteriors themselves, are learned.
  static let learning: [Explanation] = [
    Explanation(
      name: "tune",
      formula: "γ_g = δ_g·S_g   S_g = Σ (θ*ᵢ - μ₀ᵢ)² over the weights of δ_g",
      sentence:
        "At the highest evidence each prior precision governs as many effective parameters as its "
        + "weights' squared distance from the prior mean in units of the prior: MacKay's fixed point "
        + "δ_g ← γ_g/S_g.",
      aliases: ["fixed_point", "mackay", "by", "steps"],
      numbers: { posterior in
        let effective = try posterior.effectiveParametersByPrior()
        // ∂/∂δ = ½ (γ/δ - S) tells δ S.
        let distances = zip(
          zip(effective, posterior.settings.priorPrecision.values),
          try posterior.evidenceGradient().priorPrecision
        ).map { $0.0 - 2 * $0.1 * $1 }
        return "γ_g = \(listed(effective)), δ_g·S_g = \(listed(distances))"
      }),
    Explanation(
      name: "gradient",
      formula: "∂/∂δ_g = ½(γ_g/δ_g - S_g)   ∂/∂σ = (2h·loss - N·C + γ)/σ   "
        + "∂/∂T = (h·loss + ½γ)/T",
      sentence:
        "The slope of the evidence in prior precision, noise and temperature at fixed weights; "
        + "evidence +grad gives it, and tune goes where those in δ and σ vanish.",
      aliases: [
        "grad", "evidence_gradient", "d_prior_precision", "d_noise", "d_temperature", "derivative",
        "∂/∂λ", "∂/∂σ", "∂/∂T",
      ],
      numbers: { posterior in
        let gradient = try posterior.evidenceGradient()
        return "∂/∂δ_g = \(listed(gradient.priorPrecision))"
          + (gradient.noise.map { ", ∂/∂σ = \(formatted($0))" } ?? "")
          + ", ∂/∂T = \(formatted(gradient.temperature))"
      }),
    Explanation(
      name: "loo",
      formula: "Σ₋ₙ = Σ + hΣRᵀ(I - hRΣRᵀ)⁻¹RΣ   f₋ₙ = f + JΔ + hΣ₋ₙ(gₙ + ΛJΔ)   Λ = RᵀR",
      sentence:
        "Each training example predicted from all the others without a refit: its curvature "
        + "JᵀΛJ and its gradient g are taken out again, at the maximum θ* + Δ that the linearised "
        + "network has under the prior; exact for a linear network.",
      aliases: ["leave_one_out"],
      numbers: { posterior in
        "h = \(formatted(posterior.settings.curvatureScale)), N = \(posterior.exampleCount)"
      }),
    Explanation(
      name: "online",
      formula: "θ ← a step down loss/(σ²T) + ½(θ - μ₀)ᵀP₀(θ - μ₀)   δ, σ ← up log p(D|δ,σ)",
      sentence:
        "train by=evidence: epochs of training alternate with steps of prior and noise up the "
        + "evidence at the weights reached; those with the highest evidence are kept.",
      aliases: ["online_evidence", "marglik_training"],
      numbers: { posterior in
        "δ = \(formatted(posterior.settings.priorPrecision)), log p(D|δ,σ) ≈ "
          + formatted(try posterior.marginalLikelihood().value, significant: 6)
      }),
    Explanation(
      name: "update",
      formula: "P = h·(H₁ + H₂) + P₀   prior of the next data: ½(θ - θ*)ᵀP(θ - θ*)",
      sentence:
        "Data seen later adds its curvature, and a posterior can be the prior of the next training: "
        + "the network learns where earlier data left its weights free, and forgets less.",
      aliases: ["continual", "continual_learning"],
      numbers: { posterior in
        "N = \(posterior.exampleCount) examples so far, γ = "
          + "\(formatted(try posterior.effectiveParameters())) of \(posterior.selection.count) "
          + "directions held by them"
      }),
  ]

  /// A few numbers one by one, many by their range.
  static func listed(_ numbers: [Double]) -> String {
    numbers.count > 8
      ? formatted(rangeOf: numbers)
      : numbers.map { formatted($0) }.joined(separator: " ")
  }
}
