import Curvature
import Laplace

/// `plan`: what fits would cost.
enum PlanCommand: Command {
  static let signature = CommandSignature(
    "plan", summary: "what fits would cost: memory, operations, time",
    parameters: [
      ParameterSignature(
        "model", .object(.model), help: "the model; the last one without it", isOptional: true,
        takesInput: true)
    ],
    options: [
      OptionSignature("on", .object(.data), help: "the data; those of the training without it"),
      .subset.withoutDefault, .structure.withoutDefault,
      .curvature,
    ],
    examples: ["plan m1", "plan m1 structure=[full,kron] subset=last curvature=hessian"],
    resultKind: .report)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let (_, model) = try context.model(arguments.object("model"))
    let (_, data) = try context.data(arguments.object("on"), ofTraining: model)
    let subsets =
      arguments.isGiven("subset") ? try arguments.subsets() : [WeightSubset.all, .lastLayer]
    let structures =
      arguments.isGiven("structure") ? arguments.structures : HessianStructure.plain
    let plans = try model.model.plans(
      on: data.dataset,
      flavours: subsets.flatMap { subset in structures.map { (subset: subset, structure: $0) } },
      curvature: arguments.curvature ?? .generalizedGaussNewton,
      cancellation: context.cancellation)
    let object = PlanObject(plans: plans, memoryLimit: LaplaceOptions().memoryLimit)
    return Outcome(results: [.init(object: object)], receipt: object.headline)
  }
}
