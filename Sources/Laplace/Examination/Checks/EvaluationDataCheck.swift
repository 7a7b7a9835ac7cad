import Parallelism
import Tensors

/// Whether predictions are judged on the data of the fit.
enum EvaluationDataCheck: Check {
  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let data = subject.data, let evaluation = subject.evaluation else { return nil }
    guard data.inputs == evaluation.inputs else {
      return Finding(
        "evaluation", .ok, "\(evaluation.count.of("example")) that the fit has not seen judge it.")
    }
    return Finding(
      "evaluation", .note,
      "These are the data of the fit: scores on them are those of a memory, not of a prediction.",
      remedies: ["on= data that were kept back"])
  }
}
