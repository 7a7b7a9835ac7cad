import Laplace
import TextPlots

extension Explanation {
  /// The posterior and its evidence.
  static let posteriors: [Explanation] = [
    Explanation(
      name: "posterior",
      formula: "p(θ|D) ≈ N(θ*, P⁻¹)   P = h·H + δ·I   h = 1/(σ²T)",
      sentence: "A Gaussian around the trained weights θ*; its precision is the curvature H of the "
        + "loss there plus the prior precision δ.",
      aliases: ["laplace", "fit"],
      numbers: { posterior in
        "P = \(formatted(posterior.settings.curvatureScale))·H + "
          + "\(formatted(posterior.settings.priorPrecision))·I over "
          + "\(posterior.selection.count) weights"
      }),
    Explanation(
      name: "evidence",
      formula: "log p(D) ≈ log p(D|θ*) - ½(log det P - log det δI + δ‖θ*‖²)",
      sentence: "How well the model explains the data once every weight within the posterior is "
        + "counted: fit minus complexity, so it can choose the prior without a validation set.",
      aliases: ["marglik", "log_marginal_likelihood", "logml", "log p(D|λ)"],
      numbers: { posterior in
        let parts = try posterior.marginalLikelihood()
        return "\(formatted(parts.value, significant: 6)) ≈ "
          + "\(formatted(parts.logLikelihood, significant: 6)) - ½("
          + "\(formatted(parts.logDeterminantRatio, significant: 6)) + "
          + "\(formatted(parts.scatter, significant: 6)))"
      }),
    Explanation(
      name: "log_prior_deviation",
      formula: "sd(log λ) = √[(-∂²log p(D|λ,σ))⁻¹]λλ   λ ×÷ exp(sd)",
      sentence:
        "How well the data determines a tuned prior precision, or the noise: with the other "
        + "settings at their best, the log evidence is ½ lower at λ times or divided by exp(sd).",
      aliases: ["log_noise_deviation"]),
    Explanation(
      name: "log_likelihood",
      formula: "log p(D|θ*) = -h·loss - N·C·log(σ√2π)",
      sentence: "How well the trained network fits the data; in a classification the last term is "
        + "absent.",
      aliases: ["log lik"],
      numbers: { posterior in
        "\(formatted(try posterior.marginalLikelihood().logLikelihood, significant: 6)) = -"
          + "\(formatted(posterior.settings.curvatureScale))·"
          + "\(formatted(posterior.loss, significant: 6)) - …, N = \(posterior.exampleCount)"
      }),
    Explanation(
      name: "log_det_ratio",
      formula: "log det P - log det δI = Σ log(1 + sᵢ/ρ)   ρ = δσ²T",
      sentence:
        "The price of complexity: how much narrower the posterior is than the prior, summed "
        + "over the eigenvalues s of the curvature.",
      aliases: ["occam", "log det ratio"],
      numbers: { posterior in
        "\(formatted(try posterior.marginalLikelihood().logDeterminantRatio, significant: 6)) at ρ = "
          + (posterior.relativePrecision.map { formatted($0) } ?? "δσ²T of each tensor")
      }),
    Explanation(
      name: "scatter",
      formula: "(θ* - μ₀)ᵀ P₀ (θ* - μ₀) = δ‖θ*‖²",
      sentence: "How far the trained weights lie from the prior's mean, in units of the prior.",
      numbers: { posterior in
        formatted(try posterior.marginalLikelihood().scatter, significant: 6)
      }),
    Explanation(
      name: "log_det_posterior_precision", formula: "log det(h·H + P₀)",
      sentence: "How narrow the posterior is, in nats; log_det_prior_precision is log det P₀.",
      aliases: ["log_det_prior_precision"],
      numbers: { posterior in
        let parts = try posterior.marginalLikelihood()
        return "log det P = \(formatted(parts.logPosteriorDeterminant, significant: 6)), "
          + "log det P₀ = \(formatted(parts.logPriorDeterminant, significant: 6))"
      }),
    Explanation(
      name: "effective_parameters",
      formula: "γ = Σ sᵢ/(sᵢ + ρ)",
      sentence: "How many directions of the weights the data determines rather than the prior.",
      aliases: ["gamma", "γ", "effective"],
      numbers: { posterior in
        "γ = \(formatted(try posterior.effectiveParameters())) of \(posterior.selection.count)"
      }),
  ]

  /// The numbers a posterior can be evaluated at.
  static let settings: [Explanation] = [
    Explanation(
      name: "prior",
      formula: "θ ~ N(0, δ⁻¹·I)",
      sentence:
        "The prior precision δ (also written λ) says how strongly weights are held to zero; a "
        + "larger one gives a smoother, more certain network. As weight decay it enters the training.",
      aliases: ["λ", "delta", "δ", "prior_precision"],
      numbers: { "δ = \(formatted($0.settings.priorPrecision))" }),
    Explanation(
      name: "prior_shape",
      formula: "θᵢ ~ N(μ₀ᵢ, 1/δ_g), g the group of θᵢ   P = h·H + diag(δ_g)",
      sentence:
        "Prior precisions can be one for all weights, one for each tensor, each layer, weights and "
        + "biases apart, or each parameter; what the data does not need is then held more firmly. "
        + "prior=layers(0.1,1), kinds(weights=1,biases=0.1) or tensors(0.weight=1,…) sets them, and "
        + "tune shape=layers finds them.",
      aliases: ["ard", "layerwise"],
      numbers: { posterior in
        "δ_g = \(formatted(posterior.settings.priorPrecision)), γ_g = "
          + listed(try posterior.effectiveParametersByPrior())
      }),
    Explanation(
      name: "prior_mean",
      formula: "θ ~ N(μ₀, P₀⁻¹)",
      sentence:
        "The weights that the prior expects: zero, or those of a model learned earlier. It enters "
        + "the evidence, by the scatter, and not the predictions at given weights.",
      aliases: ["mean", "μ₀", "mu0"],
      numbers: { posterior in
        "μ₀ = \(formatted(rangeOf: posterior.settings.priorMean.numbers)), scatter = "
          + formatted(try posterior.marginalLikelihood().scatter)
      }),
    Explanation(
      name: "noise",
      formula: "y ~ N(f(x), σ²)",
      sentence:
        "The standard deviation σ of the targets around the network's outputs in a regression; "
        + "a predictive variance does not include it unless it says so.",
      aliases: ["σ", "sigma"],
      numbers: { "σ = \(formatted($0.settings.noise))" }),
    Explanation(
      name: "temp",
      formula: "P = H/(σ²T) + δI",
      sentence: "The temperature T weighs the data against the prior; below 1 the posterior "
        + "concentrates.",
      aliases: ["T", "temperature"],
      numbers: { "T = \(formatted($0.settings.temperature))" }),
  ]
}
