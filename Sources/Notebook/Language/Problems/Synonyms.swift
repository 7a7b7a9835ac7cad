/// Other words for ours: symbols that are understood as they stand, and names used elsewhere.
package enum Synonyms {
  /// The symbols of the field, and the words they stand for.
  static let symbols = [
    (symbol: "λ", word: "prior"), (symbol: "δ", word: "prior"), (symbol: "σ", word: "noise"),
    (symbol: "T", word: "temp"),
  ]

  /// The word a symbol stands for; any other word stands for itself.
  static func word(for symbol: String) -> String {
    symbols.first { $0.symbol == symbol }?.word ?? symbol
  }

  /// The symbols that stand for a word.
  static func symbols(for word: String) -> [String] {
    symbols.filter { $0.word == word }.map(\.symbol)
  }

  /// What people call it elsewhere; only suggested, never silently understood.
  static let names: [String: [String]] = [
    "prior": [
      "alpha", "precision", "prior_precision", "prior_prec", "weight_decay", "tau", "lambda",
      "delta",
    ],
    "noise": ["sigma", "sigma_noise", "observation_noise"],
    "temp": ["temperature", "beta"],
    "structure": ["hessian", "hessian_structure", "form"],
    "subset": ["subset_of_weights", "weights", "subnetwork"],
    "curvature": ["backend", "fisher"],
    "evidence": ["marglik", "marginal_likelihood", "log_marginal_likelihood"],
    "full": ["dense"],
    "kron": ["kfac", "kronecker"],
    "diag": ["diagonal"],
    "lowrank": ["low_rank"],
    "gp": ["functional", "gaussian_process"],
    "last": ["last_layer", "head"],
    "ef": ["fisher", "empirical_fisher"],
    "ggn": ["gauss_newton", "generalized_gauss_newton"],
    "mc": ["montecarlo", "monte_carlo", "sampling"],
    "lr": ["learning_rate", "eta", "rate"],
    "epochs": ["iterations", "n_epochs"],
    "opt": ["optimizer", "optimiser"],
    "wd": ["weight_decay"],
    "act": ["activation", "nonlinearity"],
    "like": ["likelihood", "loss", "task"],
    "predict": ["predictive", "infer", "evaluate"],
    "load": ["read", "import"],
    "save": ["write", "export"],
    "fit": ["laplace"],
    "train": ["map", "learn"],
    "samples": ["n_samples"],
    "metric": ["score", "objective"],
    "help": ["man", "?"],
    "model": ["network", "net", "nn", "sequential"],
    "show": ["summary", "info", "print"],
    "table": ["head", "dataframe"],
    "plot": ["draw", "figure"],
  ]
}
