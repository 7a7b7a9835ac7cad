extension Explanation {
  /// What data are and how they are prepared.
  static let data: [Explanation] = [
    Explanation(
      name: "rows", formula: "N", sentence: "How many examples data have.",
      aliases: ["row"]),
    Explanation(
      name: "columns", formula: "D", sentence: "How many numbers the inputs of an example are."),
    Explanation(
      name: "classes", formula: "C",
      sentence: "How many classes the targets have. In load the number that a generator makes, or "
        + "that every different entry of a target column is a class.", aliases: ["target"]),
    Explanation(
      name: "outputs", formula: "C in f(x) ∈ ℝ^C",
      sentence:
        "How many numbers the targets of an example are; in structure=gp whether the outputs "
        + "covary."),
    Explanation(
      name: "min", formula: "minₙ xₙ", sentence: "The smallest number of a column."),
    Explanation(
      name: "max", formula: "maxₙ xₙ   1 - max_k p_k",
      sentence: "The largest number of a column; as a score of ood, one less the largest "
        + "probability."),
    Explanation(
      name: "standardize", formula: "x ← (x - x̄)/s, with x̄ and s of the first part",
      sentence:
        "Brings columns to mean 0 and deviation 1 by the statistics of the first part alone, "
        + "so that nothing is learned from the parts that judge.", aliases: ["standardise"]),
    Explanation(
      name: "frac", formula: "N_i = frac_i·N", sentence: "The size of each part of a split."),
    Explanation(
      name: "stratify", formula: "N_ik/N_i ≈ N_k/N",
      sentence: "Deals the classes out so that every part has them in the same proportions."),
    Explanation(
      name: "sinusoid", formula: "y = f(x) + noise·z, f a sine",
      sentence: "A generator of regressions in one input, with a gap in the inputs if asked for."),
  ]
}
