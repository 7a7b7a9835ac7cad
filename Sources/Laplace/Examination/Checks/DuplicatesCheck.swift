import Parallelism
import Tensors

/// Whether examples that judge the predictions were in the data of the fit.
enum DuplicatesCheck: Check {
  /// The numbers in both data sets up to which rows are compared.
  private static let sizeLimit = 50_000_000
  /// Above this part of the examples, scores are too good.
  private static let largestShare = 0.05

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let data = subject.data, let evaluation = subject.evaluation,
      data.inputs != evaluation.inputs, data.inputs.count + evaluation.inputs.count < sizeLimit
    else { return nil }
    let known = Set(rows(data.inputs))
    let count = rows(evaluation.inputs).count { known.contains($0) }
    let share = Double(count) / Double(evaluation.count)
    let figures = [
      Finding.Figure("duplicates", Double(count)), Finding.Figure("share", share),
    ]
    guard count > 0 else {
      return Finding(
        "duplicates", .ok, "No inputs are in the data of the fit too.", figures: figures)
    }
    return Finding(
      "duplicates", share > largestShare ? .warning : .note,
      "\(count) of \(evaluation.count.of("example")) have inputs that are in the data of the fit "
        + "too.", figures: figures, remedies: ["split the data after leaving repeated rows out"])
  }

  /// The inputs of each example.
  private static func rows<Scalar>(_ inputs: Tensor<Scalar>) -> [ArraySlice<Scalar>] {
    let width = inputs.count / max(1, inputs.shape[0])
    return (0..<inputs.shape[0]).map { inputs.scalars[$0 * width..<($0 + 1) * width] }
  }
}
