import Notebook

/// A handful of commands as a session has them.
enum ExampleCatalogue {
  static let catalogue = Catalogue(
    [load, model, train, fit, grid, tune, predict, table, plot, evidence, undo, set, quit],
    functions: [map])

  static let load = CommandSignature(
    "load", summary: "Reads data from a file, or makes them.",
    parameters: [
      ParameterSignature(
        "source", .anyOf([.path(suffixes: [".csv", ".npy", ".safetensors"]), .text]),
        help: "a file or the name of a data set"),
      ParameterSignature("shape", .text, help: "what to make", isOptional: true),
    ],
    options: [
      OptionSignature("y", .list(of: .text), help: "columns of the targets"),
      OptionSignature("x", .list(of: .text), help: "columns of the inputs"),
      OptionSignature("n", .number(.count.of(.rows)), default: "500", help: "number of rows"),
      OptionSignature("seed", .number(.index), default: "0", help: "seed of the generator"),
    ],
    resultKind: .data)

  static let model = CommandSignature(
    "model", summary: "Makes a network.",
    parameters: [
      ParameterSignature(
        "family", .choice([ChoiceSignature("mlp", help: "layers of full width")]), help: "its form"),
      ParameterSignature("sizes", .sizes, help: "widths of the layers"),
    ],
    options: [
      OptionSignature(
        "act",
        .choice([
          ChoiceSignature("tanh", help: "hyperbolic tangent"),
          ChoiceSignature("relu", help: "rectifier"),
        ]), default: "tanh", help: "activation"),
      OptionSignature("bias", .boolean, default: "true", help: "whether layers have a bias"),
    ],
    resultKind: .model)

  static let train = CommandSignature(
    "train", summary: "Trains a network to the MAP.",
    parameters: [
      ParameterSignature("model", .object(.model), help: "the network", isOptional: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "training data"),
      OptionSignature("epochs", .number(.count.of(.epochs)), default: "200", help: "passes"),
      OptionSignature("lr", .number(.positive), default: "1e-2", help: "learning rate"),
      OptionSignature("time", .number(.duration), help: "time limit"),
      OptionSignature(
        "batch", .anyOf([.number(.count), .choice([ChoiceSignature("all", help: "everything")])]),
        default: "all", help: "examples a step"),
      OptionSignature("frac", .number(.fraction), default: "1", help: "part of the data"),
    ],
    resultKind: .model)

  static let fit = CommandSignature(
    "fit", summary: "Fits a Laplace approximation.",
    parameters: [
      ParameterSignature("model", .object(.model), help: "the network", isOptional: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "training data"),
      OptionSignature("subset", .choice(subsets), default: "all", help: "weights to treat"),
      OptionSignature("structure", .choice(structures), default: "full", help: "form of H"),
      OptionSignature("prior", prior, default: "1", help: "prior precision"),
      OptionSignature("noise", .number(.positive), default: "1", help: "observation noise"),
    ],
    examples: ["p1 = fit m1 on=d1 subset=last structure=kron"], resultKind: .posterior)

  private static let prior = ValueKind.anyOf([
    .number(.positive), .list(of: .number(.positive)),
  ])

  private static let subsets = [
    ChoiceSignature("all", help: "every weight"),
    ChoiceSignature("last", help: "the last layer"),
    ChoiceSignature(
      "subnet", help: "chosen weights",
      options: [
        OptionSignature("k", .number(.count), help: "how many"),
        OptionSignature(
          "by", .choice([ChoiceSignature("magnitude", help: "largest first")]),
          default: "magnitude", help: "order"),
        OptionSignature("indices", .list(of: .number(.index)), help: "which"),
      ]),
  ]

  private static let structures = [
    ChoiceSignature("full", help: "every entry"),
    ChoiceSignature("kron", help: "Kronecker factors"),
    ChoiceSignature("diag", help: "the diagonal"),
    ChoiceSignature(
      "lowrank", help: "leading eigenvectors",
      options: [OptionSignature("rank", .number(.count), default: "20", help: "how many")]),
  ]

  private static let metrics = [
    ChoiceSignature("evidence", help: "log marginal likelihood"),
    ChoiceSignature("nll", help: "negative log likelihood"),
    ChoiceSignature("ece", help: "expected calibration error"),
  ]

  static let grid = CommandSignature(
    "grid", summary: "Evaluates posteriors over a grid of settings.",
    parameters: [
      ParameterSignature(
        "posteriors", .object(.posterior), help: "what to evaluate", isOptional: true,
        isVariadic: true, takesInput: true)
    ],
    options: [
      OptionSignature(
        "prior", .range(.positive), help: "prior precision", examples: ["1e-4..1e4 log 21"],
        isRequired: true),
      OptionSignature(
        "metric", .list(of: .choice(metrics)), default: "evidence", help: "what to compute"),
      OptionSignature("on", .object(.data), help: "data to score on"),
    ],
    flags: [FlagSignature("legend", help: "show the legend", isOnByDefault: true)],
    resultKind: .grid)

  static let tune = CommandSignature(
    "tune", summary: "Finds the settings of highest evidence.",
    parameters: [
      ParameterSignature("posterior", .object(.posterior), help: "which", isOptional: true),
      ParameterSignature(
        "settings",
        .list(
          of: .choice([
            ChoiceSignature("prior", help: "prior precision"),
            ChoiceSignature("noise", help: "observation noise"),
          ])), help: "what to tune"),
    ],
    options: [OptionSignature("steps", .number(.count), default: "100", help: "at most")],
    resultKind: .posterior)

  static let predict = CommandSignature(
    "predict", summary: "Predicts with uncertainty.",
    parameters: [
      ParameterSignature(
        "posterior", .object(.posterior), help: "which", isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "inputs"),
      OptionSignature(
        "type",
        .choice([
          ChoiceSignature("glm", help: "linearised"), ChoiceSignature("nn", help: "sampled"),
        ]), default: "glm", help: "predictive"),
      OptionSignature(
        "link",
        .choice([
          ChoiceSignature("probit", help: "probit approximation"),
          ChoiceSignature(
            "mc", help: "Monte Carlo",
            options: [OptionSignature("samples", .number(.count), default: "10", help: "draws")]),
        ]), default: "probit", help: "how logits become probabilities"),
    ],
    flags: [FlagSignature("joint", help: "joint over the inputs")],
    columnOptions: .init(of: "posterior", .range(.any), help: "values of an input"),
    resultKind: .prediction)

  static let table = CommandSignature(
    "table", summary: "Shows a result as a table.",
    parameters: [
      ParameterSignature("object", .object(.any), help: "what to show", takesInput: true)
    ],
    options: [
      OptionSignature("sort", .column(of: "object"), help: "order of the rows"),
      OptionSignature("top", .number(.count), help: "rows to show"),
    ],
    resultKind: .report)

  static let plot = CommandSignature(
    "plot", summary: "Draws a result.",
    parameters: [
      ParameterSignature("object", .object(.any), help: "what", isOptional: true, takesInput: true),
      ParameterSignature(
        "what", .choice([ChoiceSignature("spectrum", help: "eigenvalues")]), help: "which picture",
        isOptional: true),
    ],
    options: [
      OptionSignature("x", .column(of: "object"), help: "across"),
      OptionSignature("y", .column(of: "object"), help: "up"),
    ],
    flags: [FlagSignature("ylog", help: "logarithmic y axis")],
    resultKind: .plot)

  static let evidence = CommandSignature(
    "evidence", summary: "Computes the log marginal likelihood.",
    parameters: [
      ParameterSignature(
        "posteriors", .object(.posterior), help: "whose", isOptional: true, isVariadic: true,
        takesInput: true)
    ],
    options: [OptionSignature("prior", .number(.positive), help: "prior precision")],
    flags: [FlagSignature("grad", help: "also the gradient")], resultKind: .report)

  static let undo = CommandSignature(
    "undo", summary: "Takes back a command.",
    parameters: [ParameterSignature("cell", .cell, help: "which", isOptional: true)])

  static let set = CommandSignature(
    "set", summary: "Changes a setting.",
    options: [
      OptionSignature(
        "scalar",
        .choice([
          ChoiceSignature("float", help: "32 bits"), ChoiceSignature("double", help: "64 bits"),
        ]), help: "numbers of networks"),
      OptionSignature(
        "threads", .anyOf([.automatic, .number(.between(1, 64))]), help: "threads to use"),
    ])

  static let quit = CommandSignature("quit", summary: "Leaves.")

  static let map = CommandSignature(
    "map", summary: "The network alone, without uncertainty.",
    parameters: [ParameterSignature("model", .object(.model), help: "which")],
    resultKind: .posterior)
}
