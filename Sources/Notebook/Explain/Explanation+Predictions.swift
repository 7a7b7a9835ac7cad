extension Explanation {
  /// From a posterior to predictions.
  static let predictions: [Explanation] = [
    Explanation(
      name: "variance",
      formula: "Σ_f(x) = J(x) P⁻¹ J(x)ᵀ",
      sentence:
        "The functional variance: how uncertain the outputs are because the weights are. It "
        + "does not include the observation noise.",
      aliases: ["glm", "functional_variance", "predict"]),
    Explanation(
      name: "link",
      formula: "p = E softmax(f), f ~ N(μ, Σ)",
      sentence:
        "How the Gaussian of a classification's outputs becomes class probabilities; the "
        + "integral has no closed form, so link= says by what it is replaced."),
    Explanation(
      name: "probit",
      formula: "p_k ≈ softmax(μ_k/√(1 + π/8·Σ_kk))",
      sentence:
        "Class probabilities averaged over the Gaussian of the outputs, in closed form: "
        + "uncertain outputs are drawn towards even odds.",
      aliases: ["extended_probit"]),
    Explanation(
      name: "sampling",
      formula: "p ≈ 1/S Σ softmax(μ + Σ^½ z)   error = sd/√S",
      sentence:
        "link=mc: the mean over S draws of the outputs, exact but for the standard error that "
        + "comes with it; every input gets the same z.",
      aliases: ["monte_carlo", "mc_link"]),
    Explanation(
      name: "nn",
      formula: "θₛ ~ N(θ*, P⁻¹)   mean = Σ f(x; θₛ)/S   p = Σ softmax f(x; θₛ)/S",
      sentence:
        "type=nn: the network itself at S weights drawn from the posterior, not linearised; "
        + "means are off by about sd/√S, which comes with them.",
      aliases: ["sampled", "samples"],
      numbers: { posterior in
        "draws of \(posterior.selection.count) weights; 100 of them leave a tenth of the sd open"
      }),
    Explanation(
      name: "bridge",
      formula: "α_k = (1 - 2/C + e^{μ_k}/C² Σ_j e^{-μ_j})/Σ_kk   p = α/Σα",
      sentence:
        "The Laplace bridge: the mean of the Dirichlet distribution over probabilities whose "
        + "Laplace approximation is the Gaussian, conditioned on outputs of sum 0.",
      aliases: ["laplace_bridge"]),
    Explanation(
      name: "bridge_norm",
      formula: "μ/√c and Σ/c in the bridge, c = mean(Σ_kk)/√(C/2)",
      sentence:
        "The Laplace bridge of outputs scaled to variances of a common size, outside of which "
        + "the bridge is far off."),
    Explanation(
      name: "mf0",
      formula: "p_k ∝ 1/Σ_i exp(-(μ_k - μ_i)/√(1 + π/8·Σ_kk))",
      sentence:
        "Mean field: every other output is taken at its mean, and each pair is compared by "
        + "the probit formula.",
      aliases: ["mean_field"]),
    Explanation(
      name: "mf1",
      formula: "p_k ∝ 1/Σ_i exp(-(μ_k - μ_i)/√(1 + π/8·(Σ_kk + Σ_ii)))",
      sentence:
        "Mean field in which both outputs of a pair vary, independently of each other."),
    Explanation(
      name: "mf2",
      formula: "p_k ∝ 1/Σ_i exp(-(μ_k - μ_i)/√(1 + π/8·(Σ_kk + Σ_ii - 2Σ_ki)))",
      sentence:
        "Mean field with the variance that each difference of outputs really has; a variation "
        + "that all outputs share does not count."),
    Explanation(
      name: "gh",
      formula: "p ≈ Σ_q w_q softmax(μ + R x_q), nodes x and weights w of Gauss and Hermite",
      sentence:
        "Quadrature on a grid along the principal axes of the outputs' differences: the "
        + "integral itself as the order grows, for few classes.",
      aliases: ["quadrature", "gauss_hermite"]),
    Explanation(
      name: "probabilities", formula: "p_k = E softmax(f)_k, f ~ N(μ, Σ)",
      sentence: "The probability of each class, averaged over the posterior; link= says how.",
      aliases: ["p"]),
    Explanation(
      name: "standard_errors", formula: "sd/√S",
      sentence: "What the draws leave open of probabilities, means or parts of the uncertainty.",
      aliases: ["aleatoric_errors", "epistemic_errors", "total_errors", "mean_errors"]),
    Explanation(
      name: "mean", formula: "f(x; θ*)   columns: Σ x/N   by weights: Σ f(x; θₛ)/S",
      sentence:
        "The mean of the outputs at an input, which for a linearised posterior is the trained "
        + "network; of a column of data its average."),
    Explanation(
      name: "covariance", formula: "Σ_f(x) = J(x) P⁻¹ J(x)ᵀ, all C × C entries",
      sentence: "How the outputs at an input vary together; its diagonal is the variance."),
    Explanation(
      name: "sd", formula: "√Σ_f, with +noise √(Σ_f + σ²)   columns: √(Σ(x - x̄)²/N)",
      sentence: "The standard deviation of a prediction, of a weight, or of a column of data."),
    Explanation(
      name: "samples_count", formula: "S",
      sentence: "How many weights were drawn for a prediction with type=nn."),
    Explanation(
      name: "order", formula: "Q in Σ_{q ≤ Q} w_q softmax(μ + R x_q)",
      sentence: "The nodes of Gauss-Hermite quadrature along an axis: more are more exact."),
    Explanation(
      name: "total", formula: "H[E p] = aleatoric + epistemic   (regression: Σ_f + σ²)",
      sentence: "The whole uncertainty of a prediction, of which the two parts are the sum."),
    Explanation(
      name: "entropy",
      formula: "H[p] = -Σ_k p_k log p_k",
      sentence:
        "How open a prediction leaves the class, in nats: 0 where one class is certain, log C "
        + "where all C are equally likely.",
      aliases: ["nats"]),
    Explanation(
      name: "heatmap",
      formula: "z(x₁, x₂), a colour for each place of a grid",
      sentence:
        "A figure over two inputs (predict p1 x1=… x2=… | plot heatmap z=entropy) or over two "
        + "settings (grid p1 prior=… temp=… | plot heatmap z=evidence).",
      aliases: ["z"]),
    Explanation(
      name: "aleatoric",
      formula: "E H[p]   (regression: σ²)",
      sentence:
        "The part of the uncertainty that lies in the targets and that more data does not "
        + "remove: the entropy of the class once the weights are known, or the noise variance.",
      aliases: ["split", "expected_entropy"]),
    Explanation(
      name: "epistemic",
      formula: "H[E p] - E H[p]   (regression: Σ_f)",
      sentence:
        "The part of the uncertainty that lies in the weights and that more data removes: the "
        + "mutual information of class and weights, or the functional variance.",
      aliases: ["mutual_information"]),
    Explanation(
      name: "reward",
      formula: "p(first preferred) = sigmoid(f(x₀) - f(x₁))",
      sentence:
        "A score of items learned from pairs of which one was preferred; only differences of "
        + "scores count, so a pair's probability takes the variance of its difference.",
      aliases: ["preferences", "bradley_terry"]),
    Explanation(
      name: "map",
      formula: "f(x; θ*)",
      sentence:
        "The trained network alone, without a posterior: maximum a posteriori."),
  ]
}
