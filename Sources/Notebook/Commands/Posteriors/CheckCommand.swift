import Laplace
import MonteCarlo
import TextPlots

/// `check`: a Laplace posterior beside the posterior that it approximates.
enum CheckCommand: Command {
  static let signature = CommandSignature(
    "check", summary: "a posterior beside the truth, drawn by Hamiltonian Monte Carlo",
    parameters: [
      ParameterSignature(
        "posterior", .object(.posterior), help: "the posterior; the last one without",
        isOptional: true, takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data of the fit; found without it"),
      OptionSignature("test", .object(.data), help: "more data to compare predictions on"),
      OptionSignature(
        "draws", .number(NumberRule(minimum: Double(SamplerOptions.fewestDraws), isWhole: true)),
        default: "1000", help: "draws that each chain keeps"),
      OptionSignature(
        "warmup", .number(NumberRule(minimum: 20, isWhole: true)), default: "500",
        help: "draws before them that are not kept"),
      OptionSignature("chains", .number(.count), default: "4", help: "independent chains"),
      .link(default: "probit"), .seed,
    ],
    flags: [
      FlagSignature("evidence", help: "the evidence by thermodynamic integration"),
      FlagSignature("plan", help: "only what it would cost"),
      FlagSignature("long", help: "checks that take more than ten minutes too"),
    ],
    examples: [
      "check p1", "c1 = check p1 on=d1 test=d2 draws=2000", "check p1 +evidence",
      "check p1 +plan",
    ], resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (name, object) = try context.posterior(arguments.object("posterior"))
    let fitted = try data(of: object, arguments, context)
    let options = options(arguments)
    guard !arguments.isOn("plan") else {
      let plan = try object.posterior.checkPlan(on: fitted.object.dataset, options: options)
      return Outcome(output: [.table(table(of: plan))])
    }
    let sets = try [fitted] + (arguments.object("test").map { [try context.data($0)] } ?? [])
    let clock = ContinuousClock()
    let start = clock.now
    let check = try object.posterior.check(
      on: fitted.object.dataset, predicting: sets.map(\.object.dataset), options: options,
      cancellation: context.cancellation, progress: context.progress)
    let result = CheckObject(check: check, posteriorName: name, sets: sets)
    let seconds = start.duration(to: clock.now).seconds
    return Outcome(
      results: [.init(object: result)],
      receipt: "check \(name) on=\(fitted.name): \(result.headline) · "
        + volatile(duration(seconds)),
      warnings: warnings(result), isPartial: check.isPartial)
  }

  /// The data given, else those that the posterior was fitted to, else the last.
  private static func data(
    of object: PosteriorObject, _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> (name: String, object: DataObject) {
    let bindings = context.session.bindings
    if arguments.object("on") == nil,
      let name = bindings.names.first(where: { bindings[$0]?.fingerprint == object.data }),
      let found = bindings[name] as? DataObject
    {
      return (name, found)
    }
    return try context.data(arguments.object("on"))
  }

  private static func options(_ arguments: BoundArguments) -> CheckOptions {
    var options = CheckOptions()
    options.sampler.drawCount = arguments.integer("draws") ?? options.sampler.drawCount
    options.sampler.warmUpCount = arguments.integer("warmup") ?? options.sampler.warmUpCount
    options.sampler.chainCount = arguments.integer("chains") ?? options.sampler.chainCount
    options.sampler.seed = arguments.seed
    options.integratesEvidence = arguments.isOn("evidence")
    options.timeLimit = arguments.isOn("long") ? nil : options.timeLimit
    options.link = arguments.link ?? options.link
    return options
  }

  private static func warnings(_ result: CheckObject) -> [Problem] {
    let check = result.check
    var warnings: [Problem] = []
    if check.isPartial {
      warnings.append(
        Problem(
          .partialResult,
          "stopped after \(check.chains.drawCount) draws of each chain, which are kept."))
    }
    if !(check.largestRHat <= PosteriorCheck.rHatLimit) {
      warnings.append(
        Problem(
          .chainsDisagree,
          check.chains.chains.count > 1
            ? "the chains do not tell the same (R-hat \(formatted(check.largestRHat))): they are too "
              + "short, or have left the mode, of which a network has many; the weights are not "
              + "comparable, predictions may be."
            : "the halves of the chain do not tell the same (R-hat "
              + "\(formatted(check.largestRHat))): it is too short, or has left the mode.",
          remedies: ["more draws= and warmup=", "explain rhat"]))
    }
    if check.divergenceCount > 0 {
      warnings.append(
        Problem(
          .chainsDisagree,
          "\(check.divergenceCount) of the trajectories diverged: some of the posterior is missing.",
          remedies: ["a longer warmup=", "explain divergences"]))
    }
    return warnings
  }

  private static func table(of plan: CheckPlan) -> TextPlots.Table {
    TextPlots.Table(
      columns: ["weights", "gradients", "memory", "gradient", "time"].map {
        .init($0, alignment: .right)
      },
      rows: [
        [
          "\(plan.weightCount)", "\(plan.gradientCount)", bytes(plan.bytes),
          volatile(duration(plan.gradientSeconds)), volatile(duration(plan.seconds)),
        ]
      ])
  }
}
