import Curvature
import Laplace

extension OptionSignature {
  /// The weights that get a posterior.
  static var subset: OptionSignature {
    OptionSignature(
      "subset",
      .list(
        of: .choice([
          ChoiceSignature("all", help: "every weight"),
          ChoiceSignature("last", help: "the last layer", aliases: ["last_layer"]),
          ChoiceSignature(
            "subnet", help: "some weights, named or chosen", aliases: ["subnetwork"],
            options: [
              OptionSignature(
                "indices", .list(of: .number(.index)), help: "places in the parameter vector"),
              OptionSignature(
                "params", .list(of: .text), help: "names of parameter tensors",
                examples: ["[\"0.bias\"]"]),
              OptionSignature(
                "modules", .list(of: .number(.index)), help: "positions of layers"),
              OptionSignature("k", .number(.count), help: "how many weights are chosen"),
              OptionSignature(
                "by",
                .choice([
                  ChoiceSignature("magnitude", help: "the largest absolute values"),
                  ChoiceSignature("variance", help: "the largest variances of a diag posterior"),
                  ChoiceSignature("swag", help: "those that vary most along gradient descent"),
                  ChoiceSignature("random", help: "drawn evenly"),
                ]), default: "magnitude", help: "what k weights are chosen by"),
              OptionSignature("seed", .number(.index), default: "0", help: "the seed of a draw"),
            ]),
        ])), default: "all", help: "the weights that get a posterior")
  }

  /// How much of the curvature is kept.
  static var structure: OptionSignature {
    let sharing = OptionSignature(
      "sharing",
      .choice([
        ChoiceSignature("expand", help: "each position counts as an example"),
        ChoiceSignature("reduce", help: "positions are pooled first"),
      ]), default: "expand", help: "how positions that share a weight enter")
    return OptionSignature(
      "structure",
      .list(
        of: .choice([
          ChoiceSignature("full", help: "the whole matrix"),
          ChoiceSignature("block", help: "a dense matrix per layer"),
          ChoiceSignature(
            "kron", help: "Kronecker factors per layer", aliases: ["kfac"], options: [sharing]),
          ChoiceSignature(
            "ekfac", help: "Kronecker eigenbases, exact moments", options: [sharing]),
          ChoiceSignature("diag", help: "the diagonal", aliases: ["diagonal"]),
          ChoiceSignature(
            "lowrank", help: "the largest eigenvalues", aliases: ["low_rank"],
            options: [
              OptionSignature("rank", .number(.count), help: "how many; by tol= without it"),
              OptionSignature(
                "tol", .number(.between(0, 1)), default: "0.01",
                help: "the smallest kept, as a part of the largest"),
            ]),
          ChoiceSignature(
            "gp", help: "a Gaussian process on some of the data", aliases: ["functional"],
            options: [
              OptionSignature("m", .number(.count), help: "how many examples; all without it"),
              OptionSignature("seed", .number(.index), default: "0", help: "the seed of the draw"),
              OptionSignature(
                "outputs",
                .choice([
                  ChoiceSignature("joint", help: "one process for all outputs"),
                  ChoiceSignature("independent", help: "a process for each output"),
                ]), default: "joint", help: "whether outputs covary"),
            ]),
        ])), default: "full", help: "how much of the curvature is kept")
  }

  /// What stands in for the Hessian.
  static var curvature: OptionSignature {
    OptionSignature(
      "curvature",
      .choice([
        ChoiceSignature("ggn", help: "generalised Gauss-Newton"),
        ChoiceSignature(
          "mc", help: "Fisher matrix from sampled targets",
          options: [
            OptionSignature("samples", .number(.count), default: "1", help: "draws per example"),
            OptionSignature("seed", .number(.index), default: "0", help: "the seed of the draws"),
          ]),
        ChoiceSignature("ef", help: "empirical Fisher"),
        ChoiceSignature("hessian", help: "the exact Hessian, which may be indefinite"),
      ]), default: "ggn", help: "what stands in for the Hessian")
  }
}

extension OptionSignature {
  /// The option where leaving it out has a meaning of its own.
  var withoutDefault: OptionSignature {
    var option = self
    option.defaultText = nil
    return option
  }
}

extension BoundArguments {
  /// The structures that `structure=` names.
  var structures: [HessianStructure] {
    choices("structure").compactMap { choice in
      let sharing =
        choice.arguments.choice("sharing").flatMap { WeightSharing(rawValue: $0.word) } ?? .expand
      switch choice.word {
      case "full": return .full
      case "block": return .blockDiagonal
      case "kron": return .kronecker(sharing)
      case "ekfac": return .eigenvalueCorrected(sharing)
      case "diag": return .diagonal
      case "lowrank":
        return .lowRank(
          rank: choice.arguments.integer("rank"), tolerance: choice.arguments.number("tol") ?? 0.01)
      case "gp":
        let seed = UInt64(choice.arguments.integer("seed") ?? 0)
        return .functional(
          subset: choice.arguments.integer("m").map { DataSubset(count: $0, seed: seed) },
          independentOutputs: choice.arguments.choice("outputs")?.word == "independent")
      default: return nil
      }
    }
  }

  /// The kind that `curvature=` names.
  var curvature: CurvatureKind? {
    guard let choice = choice("curvature") else { return nil }
    switch choice.word {
    case "mc":
      return .monteCarloFisher(
        samples: choice.arguments.integer("samples") ?? 1,
        seed: UInt64(choice.arguments.integer("seed") ?? 0))
    case "ef": return .empiricalFisher
    case "hessian": return .hessian
    default: return .generalizedGaussNewton
    }
  }

  /// The subsets of weights that `subset=` names.
  func subsets() throws -> [WeightSubset] {
    try choices("subset").map { choice in
      switch choice.word {
      case "last": return .lastLayer
      case "subnet": return try choice.arguments.subnetwork(at: place(of: "subset"))
      default: return .all
      }
    }
  }

  private func subnetwork(at range: Range<Int>?) throws -> WeightSubset {
    if let indices = integers("indices") { return .indices(indices) }
    if isGiven("params") { return .parameters(texts("params")) }
    if let modules = integers("modules") { return .modules(modules.map(String.init)) }
    guard let count = integer("k") else {
      throw Problem(
        .notApplicable, "subnet takes the weights by indices=, params=, modules=, or k= and by=.",
        at: range, remedies: ["subset=subnet(k=20,by=magnitude)"])
    }
    switch choice("by")?.word {
    case "variance": return .largestVariance(count: count)
    case "swag": return .largestSWAGVariance(count: count, SWAGOptions())
    case "random": return .random(count: count, seed: UInt64(integer("seed") ?? 0))
    default: return .largestMagnitude(count: count)
    }
  }
}
