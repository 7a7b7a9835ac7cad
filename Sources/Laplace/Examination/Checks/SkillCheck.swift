import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// Whether the predictions are better than the most frequent class, or than the mean of the targets.
enum SkillCheck: Check {
  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    if let answers = try subject.answers(cancellation) { return finding(answers, subject.model) }
    guard subject.model.likelihood.isRegression, let outputs = try subject.outputs(cancellation),
      case .values(let targets)? = subject.scoredData?.targets
    else { return nil }
    // The first outputs are the means, whatever follows them.
    let means = outputs.selectingColumns(Array(0..<targets.shape[1]))
    let error = (means - targets).squaredNorm
    let spread = ColumnSpread.columns(targets.scalars, width: targets.shape[1])
      .reduce(0) { $0 + Double(targets.shape[0]) * $1.deviation * $1.deviation }
    guard spread > 0 else { return nil }
    return finding(error: error, spread: spread, count: targets.count)
  }

  private static func finding<Scalar>(_ answers: ClassAnswers, _ model: Model<Scalar>) -> Finding? {
    let predicted = Set(answers.predictions)
    // A model that predicts one class alone has been told of.
    guard answers.labelCounts.count(where: { $0 > 0 }) > 1, predicted.count > 1 else { return nil }
    let isReward = model.likelihood == .reward
    let base = isReward ? 0.5 : answers.majorityShare
    let figures = [
      Finding.Figure("accuracy", answers.accuracy), Finding.Figure("baseline", base),
    ]
    let other = isReward ? "a coin" : "the most frequent class"
    guard answers.accuracy <= base else {
      return Finding(
        "skill", .ok,
        "The accuracy is \(answers.accuracy.inWords); \(other) alone has \(base.inWords).",
        figures: figures)
    }
    return Finding(
      "skill", .warning,
      "The accuracy \(answers.accuracy.inWords) is no better than the \(base.inWords) of \(other).",
      figures: figures, remedies: ["train on, with a smaller prior or a larger network"])
  }

  /// `R² = 1 - Σ(f - y)²/Σ(y - ȳ)²`.
  private static func finding(error: Double, spread: Double, count: Int) -> Finding {
    let explained = 1 - error / spread
    let figures = [
      Finding.Figure("r2", explained),
      Finding.Figure("rmse", (error / Double(count)).squareRoot()),
      Finding.Figure("baseline", (spread / Double(count)).squareRoot()),
    ]
    guard explained <= 0 else {
      return Finding(
        "skill", .ok,
        "The predictions explain \((100 * explained).inWords) % of the variance of the targets.",
        figures: figures)
    }
    return Finding(
      "skill", .warning,
      "The predictions are no better than the mean of the targets: R² is \(explained.inWords).",
      figures: figures, remedies: ["train on, with a smaller prior or a larger network"])
  }
}
