import Tensors

/// Whether all weights are finite numbers.
enum WeightsCheck {
  static func finding<Scalar: TensorScalar>(in subject: ExaminationSubject<Scalar>) -> Finding {
    let network = subject.model.network
    let flaws = network.layout.tensors.indices.filter { !network.parameters[$0].isFinite }
    let count = flaws.reduce(0) { count, tensor in
      count + network.parameters[tensor].scalars.count { !$0.isFinite }
    }
    let figures = [
      Finding.Figure("weights", Double(network.layout.count)),
      Finding.Figure("not_finite", Double(count)),
    ]
    guard count > 0 else {
      return Finding(
        "weights", .ok, "All \(network.layout.count.of("weight")) are finite.", figures: figures)
    }
    let names = flaws.map { network.layout.tensors[$0].name }.joined(separator: ", ")
    return Finding(
      "weights", .error, "\(count.of("weight")) of \(names) are infinite or not a number.",
      figures: figures,
      remedies: ["train anew with a smaller step size", "standardise inputs and targets"])
  }
}
