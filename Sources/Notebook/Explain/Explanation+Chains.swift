import Laplace

extension Explanation {
  /// Markov chains, and what they say about a Laplace posterior.
  static let chains: [Explanation] = [
    Explanation(
      name: "check",
      formula: "p(θ|D) ∝ exp(-h·loss(θ))·N(θ; μ₀, P₀⁻¹)   beside   N(θ*, (hH + P₀)⁻¹)",
      sentence:
        "The posterior itself, drawn from by Markov chains, beside the Gaussian that stands for it. "
        + "A network has many modes that are the same function (hidden units change places, tanh "
        + "units their signs): weights are compared around one of them, and an integral from the "
        + "prior counts all of them while Laplace counts one.",
      aliases: ["truth", "mcmc"],
      numbers: { posterior in
        "\(posterior.selection.count) weights, h = "
          + formatted(posterior.settings.curvatureScale)
      }),
    Explanation(
      name: "hmc",
      formula: "H(θ, p) = -log p(θ|D) + ½ pᵀM⁻¹p   dθ/dt = M⁻¹p   dp/dt = ∇log p(θ|D)",
      sentence:
        "Hamiltonian Monte Carlo: a draw is where a particle with a random push comes to after "
        + "rolling over -log p. The No-U-Turn Sampler lets it roll until it would turn back; the "
        + "mass matrix M here is the Laplace posterior's precision.",
      aliases: ["nuts", "hamiltonian"]),
    Explanation(
      name: "rhat",
      formula: "R = √(((n-1)/n·W + B/n)/W)",
      sentence:
        "The variance over all chains against that within them, of ranks: 1 where the chains tell "
        + "the same; above \(formatted(PosteriorCheck.rHatLimit, significant: 3)) they are in "
        + "different places, or need more draws.",
      aliases: ["r_hat", "R-hat", "convergence"]),
    Explanation(
      name: "ess",
      formula: "ESS = S/(1 + 2 Σ ρₜ)   error of a mean = sd/√ESS",
      sentence:
        "The effective sample size: how many independent draws would tell a mean as exactly as S "
        + "draws with the autocorrelations ρₜ; bulk is for the middle, tail for the 5 % and 95 % "
        + "quantiles.",
      aliases: ["effective_sample_size", "ess_bulk", "ess_tail", "ESS"]),
    Explanation(
      name: "divergences",
      formula: "H(end) - H(start) > 1000",
      sentence:
        "Trajectories that lost their energy: the posterior bends more sharply there than the step "
        + "size resolves, and the draws avoid that place.",
      aliases: ["divergent"]),
    Explanation(
      name: "wasserstein",
      formula: "W₁ = ∫|F⁻¹(u) - G⁻¹(u)| du / sd",
      sentence:
        "The mean distance by which the draws of a weight would have to be moved to become the "
        + "Laplace marginal, in its standard deviations; about 1.29/√ESS is chance.",
      aliases: ["w1", "W1"]),
    Explanation(
      name: "thermodynamic",
      formula: "log p(D) = ∫₀¹ E_β[log p(D|θ)] dβ,   E_β over p(θ)·p(D|θ)^β",
      sentence:
        "The evidence without an approximation: the mean log likelihood, integrated over powers of "
        + "the likelihood from the prior to the posterior.",
      aliases: ["thermodynamic_integration", "power_posterior"]),
  ]
}
