extension Explanation {
  /// What is kept of the weights and of the curvature.
  static let structures: [Explanation] = [
    Explanation(
      name: "ggn",
      formula: "H = Σ JᵀΛJ",
      sentence: "The generalised Gauss-Newton matrix: the Hessian of the loss of the linearised "
        + "network; never negative.",
      aliases: ["curvature"]),
    Explanation(
      name: "ef",
      formula: "H = Σ g gᵀ",
      sentence:
        "The empirical Fisher matrix, from the gradients g of each example's loss; cheap, but "
        + "it vanishes where the fit is perfect."),
    Explanation(
      name: "mc",
      formula: "H = Σ g gᵀ/S with g at S targets drawn from p(y|f)",
      sentence:
        "A Monte-Carlo estimate of the Fisher matrix: S cotangents an example instead of one "
        + "for each output; its error falls with √S."),
    Explanation(
      name: "hessian",
      formula: "H = ∇² Σ ℓ",
      sentence: "The exact second derivative of the loss. Away from a maximum it can have negative "
        + "eigenvalues, and then needs a prior precision that makes up for them."),
    Explanation(
      name: "block",
      formula: "H ≈ one dense matrix for each layer",
      sentence: "Correlations within a layer are kept, those between layers are not."),
    Explanation(
      name: "ekfac",
      formula: "H ≈ Q diag(Σ (qᵀg)²) Qᵀ with the eigenvectors Q of B ⊗ A",
      sentence:
        "Kronecker eigenvectors with the exact second moments along them: the closest matrix "
        + "with these eigenvectors, for a second pass over the data."),
    Explanation(
      name: "lowrank",
      formula: "H ≈ Σ s u uᵀ over the largest eigenvalues s",
      sentence:
        "The directions the data determines most, found by Lanczos iteration; the others keep "
        + "the prior. The fit says what was left out; the evidence leaves it out too, and is too high."
    ),
    Explanation(
      name: "gp",
      formula: "Σ_f = κ·k_** - κ²·k_*M(κ·K_MM + (hΛ)⁻¹)⁻¹k_M*   k = JJᵀ   κ = M/(N·δ)",
      sentence:
        "The posterior as a Gaussian process over the outputs, with the network's tangent kernel, seen "
        + "at M of the N examples: its cost grows with M instead of the weights. With all examples and "
        + "joint outputs it is the full posterior.",
      aliases: ["functional", "gaussian_process"]),
    Explanation(
      name: "full",
      formula: "H, all P² entries",
      sentence: "Every correlation between weights is kept; memory grows with P², time with P³.",
      aliases: ["structure"]),
    Explanation(
      name: "kron",
      formula: "H ≈ B ⊗ A for each weight matrix, B = Σ g gᵀ, A = Σ a aᵀ/N",
      sentence: "Kronecker-factored curvature: layers are independent, and within a layer inputs a "
        + "and gradients g are treated as independent.",
      aliases: ["kfac", "kronecker"]),
    Explanation(
      name: "diag",
      formula: "H ≈ diag(Σ (∂f)²)",
      sentence: "Every weight is independent: the cheapest structure, and the coarsest.",
      aliases: ["diagonal"]),
    Explanation(
      name: "subset",
      formula: "θ = (θ_fixed, θ_random)",
      sentence:
        "The weights that get a posterior: all of them, those of the last layer, which is cheap and "
        + "often enough, or a subnetwork."),
  ]

  /// How predictions are judged.
  static let scores: [Explanation] = [
    Explanation(
      name: "nll",
      formula: "-1/N Σ log p(yₙ|xₙ)",
      sentence:
        "The mean negative log likelihood of the targets: rewards being right and knowing how "
        + "sure to be."),
    Explanation(
      name: "accuracy", formula: "1/N Σ [argmax p = y]",
      sentence: "The fraction of examples whose likeliest class is the true one.", aliases: ["acc"]),
    Explanation(
      name: "confusion",
      formula: "n_tk = Σ [yₙ = t]·[argmax pₙ = k]",
      sentence:
        "The confusion matrix: how many examples of each true class (rows) were given each "
        + "class (columns); the right ones stand on the diagonal.",
      aliases: ["confusion_matrix"]),
    Explanation(
      name: "ece",
      formula: "Σ_b n_b/N·|accuracy_b - confidence_b|",
      sentence:
        "The expected calibration error: how far confidence and accuracy lie apart, averaged "
        + "over bins of confidence.",
      aliases: ["calibrate", "calibration", "reliability"]),
    Explanation(
      name: "mce", formula: "max_b |accuracy_b - confidence_b|",
      sentence: "The largest gap between confidence and accuracy over the bins."),
    Explanation(
      name: "brier", formula: "1/N Σ Σ_k (p_k - [y = k])²",
      sentence: "The mean squared error of the class probabilities."),
    Explanation(
      name: "mse", formula: "1/N Σ (f - y)²",
      sentence: "The mean squared error of a regression's means.", aliases: ["squared_error"]),
    Explanation(
      name: "rmse", formula: "√(1/N Σ (f - y)²)",
      sentence: "The root mean squared error of a regression's means."),
    Explanation(
      name: "coverage",
      formula: "1/N Σ [|y - f| ≤ z·√(Σ_f + σ²)]",
      sentence: "The fraction of targets inside the central predictive interval; it should be the "
        + "interval's level."),
  ]
}
