extension Explanation {
  /// The figures of an examination.
  static let figures: [Explanation] = [
    Explanation(
      name: "distance", formula: "d = √(gᵀ(h·H + P₀)⁻¹g/P)",
      sentence: "How far the weights are from the maximum, in standard deviations per weight.",
      aliases: ["least_distance"]),
    Explanation(
      name: "residual", formula: "‖h·∇loss + P₀(θ - μ₀)‖/‖h·∇loss‖",
      sentence: "How much of the gradient the prior does not balance; posterior_residual at the "
        + "posterior's prior, training_residual at that of the training, least_squares_residual at "
        + "the prior under which it is smallest.",
      aliases: ["posterior_residual", "training_residual", "least_squares_residual"]),
    Explanation(
      name: "least_squares_prior", formula: "δ̂ = -h·θᵀ∇loss/θᵀθ",
      sentence: "The prior precision around 0 under which the weights come nearest to a maximum."),
    Explanation(
      name: "training_prior", formula: "δ of ½δ‖θ‖² in the training objective",
      sentence: "The weight decay that the weights were trained with."),
    Explanation(
      name: "factor", formula: "δ_posterior/δ_training   σ/σ̂",
      sentence:
        "How many times the prior is that of the training, or the noise that of the residuals."),
    Explanation(
      name: "residual_sd", formula: "σ̂ = √(2·loss/(N·C - γ))",
      sentence:
        "The standard deviation of a regression's residuals: the noise that agrees with them."),
    Explanation(
      name: "not_finite", formula: "#{i: θᵢ is no finite number}",
      sentence: "Weights that overflowed or are undefined."),
    Explanation(
      name: "units", formula: "number of nonlinearities φ, a channel counts once",
      sentence: "How many units a network has, of which dead ones never respond."),
    Explanation(
      name: "dead", formula: "#{units: maxₙ |φ′(xₙ)| < 0.01}",
      sentence: "How many units say the same whatever comes in; dead_in_… counts those of a layer."),
    Explanation(
      name: "range_ratio", formula: "max_j r_j/min_j r_j, r_j the range of column j",
      sentence:
        "How differently the inputs are scaled; one prior for all weights takes 1 for granted."),
    Explanation(
      name: "largest_offset", formula: "max_j |x̄_j|/s_j",
      sentence: "How far the inputs lie from 0, in their standard deviations."),
    Explanation(
      name: "target_mean", formula: "ȳ", sentence: "The mean of a regression's targets."),
    Explanation(
      name: "target_sd", formula: "√(Σ(y - ȳ)²/N)",
      sentence: "The standard deviation of a regression's targets; a network starts from about 1."),
    Explanation(
      name: "fisher_trace", formula: "tr Σ gₙgₙᵀ",
      sentence: "The size of the empirical Fisher matrix."),
    Explanation(
      name: "ggn_trace", formula: "tr Σ JₙᵀΛJₙ",
      sentence: "The size of the Gauss-Newton matrix."),
    Explanation(
      name: "ratio", formula: "tr Σ gₙgₙᵀ/tr Σ JₙᵀΛJₙ",
      sentence: "Near 1 for a model that is right on average; near 0 the empirical Fisher has "
        + "collapsed."),
    Explanation(
      name: "smallest_eigenvalue", formula: "h·s₁, the smallest eigenvalue of the scaled Hessian",
      sentence: "Below 0 the loss bends down there, and the prior has to make up for it."),
    Explanation(
      name: "share_of_prior", formula: "-h·s₁/δ",
      sentence: "The part of the prior that negative curvature takes away; from 1 on there is no "
        + "Gaussian."),
    Explanation(
      name: "best_evidence", formula: "max over δ of log p(D|δ)",
      sentence: "The evidence at the prior precision that it prefers."),
    Explanation(
      name: "best_prior", formula: "argmax over δ of log p(D|δ)",
      sentence: "The prior precision that the evidence prefers; of a grid the best that was tried, "
        + "with best_noise and best_temperature.",
      aliases: ["evidence_prior", "best_noise", "best_temperature"]),
    Explanation(
      name: "imbalance", formula: "maxₖ Nₖ/minₖ Nₖ",
      sentence: "How much more frequent the most frequent class is than the rarest."),
    Explanation(
      name: "majority_share", formula: "maxₖ Nₖ/N",
      sentence: "The share of the most frequent class: the accuracy of who always says it."),
    Explanation(
      name: "predicted_classes", formula: "#{k: some argmax pₙ = k}",
      sentence: "How many classes are predicted at all."),
    Explanation(
      name: "baseline", formula: "maxₖ Nₖ/N   or   √(Σ(y - ȳ)²/N)",
      sentence: "What needs no inputs: the accuracy of the most frequent class, or the root mean "
        + "squared error of the mean of the targets."),
    Explanation(
      name: "duplicates", formula: "#{n: xₙ is in the data of the fit too}",
      sentence: "Examples that judge the predictions and were learned from."),
    Explanation(
      name: "share", formula: "duplicates/N",
      sentence: "The part of the examples that were learned from too."),
  ]
}
