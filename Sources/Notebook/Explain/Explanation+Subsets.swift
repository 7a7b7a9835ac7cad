import TextPlots

extension Explanation {
  /// Which weights and which data a posterior is about, and how its priors are shared out.
  static let subsets: [Explanation] = [
    Explanation(
      name: "subnet", formula: "P = h·H_SS + P₀_SS for the weights in S; the others stay at θ*",
      sentence: "A posterior over some weights: by place (indices=), by name (params=), by layer "
        + "(modules=), or the k best by magnitude, variance, swag or random.",
      aliases: ["subnetwork"],
      numbers: { "S has \($0.selection.count) weights" }),
    Explanation(
      name: "magnitude", formula: "S = the k largest |θ*ᵢ|",
      sentence: "The weights that are largest, on the ground that they matter most."),
    Explanation(
      name: "swag", formula: "S = the k largest E[θᵢ²] - E[θᵢ]² along gradient descent",
      sentence: "The weights that vary most along stochastic gradient descent with a constant step."
    ),
    Explanation(
      name: "random", formula: "S = k weights, each with probability k/P",
      sentence: "Weights that are drawn evenly, to compare a choice with."),
    Explanation(
      name: "last", formula: "f(x) = W φ(x), θ_random = W",
      sentence:
        "Only the last layer's weights vary: linear in them, so the linearisation is exact.",
      aliases: ["last_layer"]),
    Explanation(
      name: "all", formula: "θ_random = θ",
      sentence: "Every weight: a posterior over the whole network. As a batch: all examples in one "
        + "step. In split standardize=: inputs and numeric targets."),
    Explanation(
      name: "expand", formula: "A = Σₙ Σ_t a_{nt}a_{nt}ᵀ/(N·T)   B = Σₙ Σ_t g_{nt}g_{nt}ᵀ",
      sentence: "Each of the T positions that share a weight counts as an example of its own.",
      aliases: ["sharing"]),
    Explanation(
      name: "reduce", formula: "ā = Σ_t a_t/T   ḡ = Σ_t g_t",
      sentence: "The positions that share a weight are pooled before their Kronecker factors are "
        + "formed: cheaper, and exact where they are averaged."),
    Explanation(
      name: "rank", formula: "k in H ≈ Σ_{i ≤ k} sᵢuᵢuᵢᵀ",
      sentence: "How many eigenvalues a low-rank curvature keeps; without it as many as tol= says."),
    Explanation(
      name: "tol", formula: "keep sᵢ ≥ tol·s₁",
      sentence: "The smallest eigenvalue that a low-rank curvature keeps, as a part of the largest."
    ),
    Explanation(
      name: "joint", formula: "Σ(x, x′) = J(x) P⁻¹ J(x′)ᵀ",
      sentence: "Covariances between inputs, for whole functions rather than single points; in "
        + "structure=gp(outputs=joint) one process for all outputs, which covary.",
      aliases: ["joint_covariance"]),
    Explanation(
      name: "independent", formula: "Σ_cc′ = 0 for outputs c ≠ c′",
      sentence: "A Gaussian process of its own for each output, as if outputs did not covary."),
    Explanation(
      name: "scalar", formula: "P₀ = δ·I",
      sentence: "A shape of prior: one precision for all weights. As a setting: the precision of "
        + "numbers in networks made from now on."),
    Explanation(
      name: "tensors", formula: "P₀ = diag(δ_t), t the parameter tensor",
      sentence:
        "A prior precision for each parameter tensor: weights of each layer, biases of each."),
    Explanation(
      name: "layers", formula: "P₀ = diag(δ_l), l the layer   share_t = J_t (P⁻¹Jᵀ)_t",
      sentence: "A prior precision for each layer; in predict +layers what each parameter tensor "
        + "contributes to the variance.",
      aliases: ["variance_by_tensor"]),
    Explanation(
      name: "kinds", formula: "P₀ = diag(δ_W, δ_b)",
      sentence: "A prior precision for the weights, one for the biases."),
    Explanation(
      name: "effective_parameters_by_prior", formula: "γ_g = Σ_{i in g} (1 - δ_g·(P⁻¹)ᵢᵢ)",
      sentence:
        "How many directions the data determines among the weights of each prior precision.",
      numbers: { "γ_g = \(listed(try $0.effectiveParametersByPrior()))" }),
    Explanation(
      name: "n_data", formula: "N",
      sentence: "The examples whose curvature a posterior holds.",
      numbers: { "N = \($0.exampleCount)" }),
    Explanation(
      name: "bytes", formula: "8·(numbers that the structure keeps)",
      sentence: "The memory that a curvature takes, or would take.", aliases: ["memory"]),
    Explanation(
      name: "flops", formula: "additions + multiplications of the sweep and of the factorisation",
      sentence: "The work that a fit would be."),
  ]
}
