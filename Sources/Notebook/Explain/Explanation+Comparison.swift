import TextPlots

extension Explanation {
  /// What stands in the results of a comparison with Markov chains, and of scores.
  static let comparison: [Explanation] = [
    Explanation(
      name: "draws", formula: "S in E[g(θ)] ≈ Σ g(θₛ)/S",
      sentence: "How many draws each chain keeps, after the warmup in which step size and mass "
        + "matrix settle.", aliases: ["warmup", "chains"]),
    Explanation(
      name: "step_sizes", formula: "ε of the leapfrog steps θ ← θ + ε M⁻¹p",
      sentence: "The step size that each chain settled on in its warmup."),
    Explanation(
      name: "acceptances", formula: "mean of min(1, exp(H(start) - H(state)))",
      sentence: "How well each chain's trajectories kept their energy; 0.8 is aimed at."),
    Explanation(
      name: "gradients", formula: "number of evaluations of ∇log p(θ|D)",
      sentence: "The work that the chains did."),
    Explanation(
      name: "nuts_mean", formula: "θ̄ = Σ θₛ/S   error = sd/√ESS",
      sentence:
        "A weight's mean over the draws from the posterior itself, beside laplace_mean = θ*.",
      aliases: ["nuts mean", "nuts_mean_error", "laplace_mean", "exact_mean"]),
    Explanation(
      name: "nuts_sd", formula: "√(Σ(θₛ - θ̄)²/(S - 1))",
      sentence: "A weight's standard deviation over the draws, beside laplace_sd = √(P⁻¹)ᵢᵢ.",
      aliases: ["nuts sd", "nuts_sd_error", "laplace_sd", "exact_sd"]),
    Explanation(
      name: "wasserstein_chance", formula: "≈ 1.29/√ESS",
      sentence: "The distance that draws of the very same distribution would have by chance."),
    Explanation(
      name: "largest_difference", formula: "max over inputs of |laplace - nuts|",
      sentence: "Where Laplace's predictions are farthest from those of the posterior itself, with "
        + "the Monte-Carlo error there.", aliases: ["error_there"]),
    Explanation(
      name: "mean_difference", formula: "Σₙ |laplaceₙ - nutsₙ|/N",
      sentence:
        "How far Laplace's predictions are from those of the posterior on average, with the "
        + "Monte-Carlo error of that.", aliases: ["mean_error"]),
    Explanation(
      name: "nuts", formula: "Σ g(x; θₛ)/S over the draws",
      sentence: "A prediction by the posterior itself, with its Monte-Carlo errors.",
      aliases: ["errors"]),
    Explanation(
      name: "nuts_nll", formula: "-1/N Σ log Σₛ p(yₙ|xₙ, θₛ)/S",
      sentence: "The score of the posterior itself, beside laplace_nll.",
      aliases: ["nuts nll", "laplace_nll", "laplace nll", "nuts_nll_error"]),
    Explanation(
      name: "integrated", formula: "Σ over powers β of Δβ·E_β[log p(D|θ)]",
      sentence: "The evidence by thermodynamic integration; error is the root of the squared "
        + "sampling_error and discretization_error.",
      aliases: ["sampling_error", "discretization_error", "exact"]),
    Explanation(
      name: "power", formula: "β in p(θ)·p(D|θ)^β",
      sentence: "The power of the likelihood at a step from the prior (0) to the posterior (1)."),
    Explanation(
      name: "confidence", formula: "Σ_{n in b} max_k p_nk/n_b",
      sentence:
        "The mean probability of the predicted class in a bin; where it is above the accuracy "
        + "the predictions are too sure."),
    Explanation(
      name: "n", formula: "N, or n_b in a bin, or n of a generator",
      sentence: "How many examples a score, a bin or a generated data set has.",
      aliases: ["n_in", "n_out"]),
    Explanation(
      name: "bins", formula: "bin b: (b-1)/K < max_k p_k ≤ b/K",
      sentence: "Intervals of confidence of equal width, over which accuracy and confidence are "
        + "compared."),
    Explanation(
      name: "low", formula: "low < value ≤ high",
      sentence: "The ends of a bin; of a coverage curve the ends of the Wilson interval of a "
        + "fraction; of a grid the ends of what was tried.", aliases: ["high"]),
    Explanation(
      name: "level", formula: "P(|y - f| ≤ z·s) = level",
      sentence: "The probability that a central interval should have; fraction is what it has.",
      aliases: ["fraction", "68%", "95%"]),
    Explanation(
      name: "score", formula: "what is made best: the mean over held-out examples",
      sentence:
        "The value of the score that a tuning found best; in ood, what should be larger out "
        + "of distribution."),
    Explanation(
      name: "interval", formula: "{δ: score(δ) ≤ best + one standard error of the difference}",
      sentence:
        "The prior precisions whose score cannot be told from the best: the standard error is that "
        + "of paired differences, over examples or for ece over 200 resamples of them."),
    Explanation(
      name: "mutual", formula: "I(y; θ) = H[E p] - E H[p]",
      sentence: "The information of class and weights, as a score of ood: large where weights "
        + "disagree."),
    Explanation(
      name: "auroc_error", formula: "√(S_in/n + S_out/m)",
      sentence: "The standard error of the AUROC by DeLong's method.", aliases: ["±", "error"]),
  ]
}
