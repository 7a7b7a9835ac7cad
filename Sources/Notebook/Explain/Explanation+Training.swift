import TextPlots

extension Explanation {
  /// How the weights come to the maximum of their posterior.
  static let training: [Explanation] = [
    Explanation(
      name: "train", formula: "θ* = argmin h·loss(θ) + ½(θ - μ₀)ᵀP₀(θ - μ₀)",
      sentence:
        "The weights at the maximum of their posterior; the Gaussian of fit belongs around them.",
      aliases: ["maximum_a_posteriori"]),
    Explanation(
      name: "loss", formula: "Σ ½‖f - y‖²   or   -Σ log softmax(f)_y",
      sentence:
        "The negative log likelihood at noise 1 without its constant, summed over examples.",
      numbers: { "loss = \(formatted($0.loss, significant: 6))" }),
    Explanation(
      name: "gradient_norm", formula: "‖g‖,   g = h·∇loss + P₀(θ - μ₀)",
      sentence: "The length of the objective's gradient: 0 at a maximum of the posterior."),
    Explanation(
      name: "lr", formula: "θ ← θ - lr·v",
      sentence:
        "The size of a step along what the optimiser makes of the gradient; too large a one "
        + "diverges, too small a one does not arrive.", aliases: ["learning_rate"]),
    Explanation(
      name: "epochs", formula: "epochs·⌈N/B⌉ steps of batches of B",
      sentence: "How often the training goes over the data."),
    Explanation(
      name: "batch", formula: "∇ ≈ (N/B)·h·Σ_{n in batch} ∇ℓₙ + P₀(θ - μ₀)",
      sentence: "How many examples a training step looks at; in a fit and other sweeps it changes "
        + "memory and time and not the result."),
    Explanation(
      name: "adam", formula: "m ← β₁m + (1-β₁)g   v ← β₂v + (1-β₂)g²   θ ← θ - lr·m̂/(√v̂ + ε)",
      sentence:
        "Steps that are scaled by running moments of the gradient, so that all weights move "
        + "at like speeds.", aliases: ["opt", "optimizer", "optimiser"]),
    Explanation(
      name: "sgd", formula: "v ← m·v + g   θ ← θ - lr·v",
      sentence: "Gradient descent with heavy-ball momentum m.",
      aliases: ["gradient_descent"]),
    Explanation(
      name: "momentum", formula: "v ← m·v + g",
      sentence: "The part of the last step that goes on in the next one, for opt=sgd."),
    Explanation(
      name: "cosine", formula: "lr_t = lr·½(1 + cos(π t/epochs))",
      sentence: "The step size falls to zero along half a cosine, so that training settles in the "
        + "maximum rather than around it.", aliases: ["schedule"]),
    Explanation(
      name: "constant", formula: "schedule: lr_t = lr   column: min = max",
      sentence:
        "A step size that stays the same. In split, a column that never changes: it cannot be "
        + "brought to deviation 1."),
    Explanation(
      name: "burnin", formula: "δ, σ fixed while epoch ≤ burnin",
      sentence: "Epochs before the evidence is first estimated in train by=evidence."),
    Explanation(
      name: "every", formula: "a posterior at epochs burnin + k·every",
      sentence: "How often train by=evidence fits a posterior and moves prior and noise."),
    Explanation(
      name: "hyperlr", formula: "log δ ← log δ + hyperlr·step",
      sentence: "The size of the steps of prior and noise up the evidence, hypersteps= of them at "
        + "each posterior; without hypersteps they go to the maximum at once.",
      aliases: ["hypersteps"]),
    Explanation(
      name: "best_epoch", formula: "argmax over epochs of log p(D|δ,σ)",
      sentence: "The epoch whose weights, prior and noise train by=evidence kept."),
    Explanation(
      name: "seconds", formula: "t(end) - t(begin)",
      sentence: "The time that the work took, by the clock; in a plan the time that it would take.",
      aliases: ["time"]),
  ]
}
