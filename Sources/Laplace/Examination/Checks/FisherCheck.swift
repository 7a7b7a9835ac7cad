import Curvature
import Parallelism
import Tensors

/// Whether the empirical Fisher matrix has collapsed: at a good fit the gradients of single examples vanish,
/// and with them `Σ g gᵀ`, while the Gauss-Newton curvature stays (Kunstner, Hennig and Balles, 2019).
enum FisherCheck: Check {
  private static let leastRatio = 0.1

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let measures = try subject.measures(cancellation), measures.gaussNewtonTrace > 0 else {
      return nil
    }
    let ratio = measures.fisherTrace / measures.gaussNewtonTrace
    let figures = [
      Finding.Figure("fisher_trace", measures.fisherTrace),
      Finding.Figure("ggn_trace", measures.gaussNewtonTrace), Finding.Figure("ratio", ratio),
    ]
    let share = "\((100 * ratio).inWords) % of that of Gauss-Newton"
    guard subject.posterior?.options.curvature == .empiricalFisher, ratio < leastRatio else {
      return Finding(
        "fisher", .ok, "The trace of the empirical Fisher matrix is \(share).", figures: figures)
    }
    return Finding(
      "fisher", .warning,
      "The empirical Fisher matrix has collapsed: its trace is \(share), and the posterior far "
        + "wider than the data say.",
      figures: figures, remedies: ["curvature=ggn"])
  }
}
