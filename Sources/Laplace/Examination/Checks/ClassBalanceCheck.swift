import NeuralNetworks
import Parallelism
import Tensors

/// Whether some classes are rare, and whether the model predicts one class alone.
enum ClassBalanceCheck: Check {
  private static let largestImbalance = 10.0

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    // Which item of a pair comes first says nothing about the items.
    guard subject.model.likelihood != .reward, let answers = try subject.answers(cancellation)
    else { return nil }
    let counts = answers.labelCounts.filter { $0 > 0 }
    guard let most = counts.max(), let fewest = counts.min() else { return nil }
    let imbalance = Double(most) / Double(fewest)
    let predicted = Set(answers.predictions)
    let figures = [
      Finding.Figure("classes", Double(counts.count)),
      Finding.Figure("majority_share", answers.majorityShare),
      Finding.Figure("imbalance", imbalance),
      Finding.Figure("predicted_classes", Double(predicted.count)),
    ]
    if let only = predicted.first, predicted.count == 1, counts.count > 1 {
      return Finding(
        "classes", .warning,
        "The model predicts class \(only) for every example, of \(counts.count) classes.",
        figures: figures,
        remedies: ["train on, with a smaller prior", "as many examples of each class"])
    }
    guard imbalance > largestImbalance else {
      return Finding(
        "classes", .ok,
        "The most frequent class is \(imbalance.inWords) times as frequent as the rarest.",
        figures: figures)
    }
    return Finding(
      "classes", .note,
      "The classes are unbalanced: the most frequent has \(most) examples, the rarest \(fewest), and "
        + "accuracy hides how the rare ones fare.",
      figures: figures, remedies: ["judge by NLL or Brier score", "split … stratify"])
  }
}
