extension Explanation {
  /// Layers, and how their outputs become a distribution of targets.
  static let networks: [Explanation] = [
    Explanation(
      name: "mlp", formula: "f(x) = W_L φ(… φ(W₁x + b₁) …) + b_L",
      sentence: "A perceptron: linear layers with a nonlinearity φ between them.",
      aliases: ["perceptron"]),
    Explanation(
      name: "lenet", formula: "linear³ ∘ (pool ∘ φ ∘ convolution)²",
      sentence: "LeNet-5: two convolutions with pooling, then three linear layers, for images."),
    Explanation(
      name: "resnet", formula: "x ← φ(x + g(x)) in each block g",
      sentence: "A residual network: blocks of convolutions learn what is added to their input."),
    Explanation(
      name: "tanh", formula: "φ(x) = (eˣ - e⁻ˣ)/(eˣ + e⁻ˣ)",
      sentence: "Smooth and bounded by ±1: its curvature is well behaved, far inputs saturate it.",
      aliases: ["act", "activation"]),
    Explanation(
      name: "relu", formula: "φ(x) = max(x, 0)",
      sentence: "The rectifier: piecewise linear, so that the network has kinks and units can die."),
    Explanation(
      name: "gelu", formula: "φ(x) = x·Φ(x)",
      sentence: "The Gaussian error linear unit: a smooth rectifier, Φ the normal distribution."),
    Explanation(
      name: "sigmoid", formula: "φ(x) = 1/(1 + e⁻ˣ)",
      sentence: "The logistic function, between 0 and 1; far inputs saturate it."),
    Explanation(
      name: "silu", formula: "φ(x) = x/(1 + e⁻ˣ)",
      sentence: "The sigmoid linear unit, a smooth rectifier.", aliases: ["swish"]),
    Explanation(
      name: "softplus", formula: "φ(x) = log(1 + eˣ)",
      sentence: "A smooth rectifier whose slope is the logistic function."),
    Explanation(
      name: "elu", formula: "φ(x) = x for x > 0, eˣ - 1 below",
      sentence: "The exponential linear unit: the identity above 0, and never below -1."),
    Explanation(
      name: "leakyrelu", formula: "φ(x) = max(x, 0) + 0.01·min(x, 0)",
      sentence:
        "A rectifier that lets a hundredth of negative numbers through, so that no unit dies."),
    Explanation(
      name: "regression", formula: "y ~ N(f(x), σ²)   loss = ½ Σ ‖f(x) - y‖²",
      sentence:
        "Gaussian noise around the outputs, the same everywhere; with noise=[…] outputs have "
        + "noises of their own, relative to σ."),
    Explanation(
      name: "classification", formula: "p(y = k) = softmax(f(x))_k   loss = -Σ log p(y)",
      sentence: "One of C classes for each example.", aliases: ["like", "likelihood"]),
    Explanation(
      name: "binary", formula: "p(y_c = 1) = 1/(1 + exp(-f_c(x)))",
      sentence: "Outputs that are each 0 or 1, independently of each other given the weights."),
    Explanation(
      name: "heteroscedastic", formula: "y ~ N(μ(x), exp s(x))   loss = ½ Σ ((μ - y)² e^{-s} + s)",
      sentence:
        "A regression whose noise is learned too: the outputs are means μ, then log variances "
        + "s."),
    Explanation(
      name: "shape", formula: "(out, in) of a weight, (out) of a bias",
      sentence: "The lengths of a parameter tensor along its axes."),
    Explanation(
      name: "parameters", formula: "P = Σ over the tensors of the product of their lengths",
      sentence: "How many weights there are, or how many of them have a posterior.",
      aliases: ["count", "weights"],
      numbers: { "P = \($0.selection.count)" }),
    Explanation(
      name: "norm", formula: "‖θ‖ = √Σ θᵢ²",
      sentence: "The length of a parameter tensor as a vector."),
  ]
}
