import Datasets

extension LikelihoodKind {
  /// Whether the targets are real numbers.
  public var isRegression: Bool {
    switch self {
    case .regression, .scaledRegression, .heteroscedastic: true
    case .classification, .binary, .reward: false
    }
  }

  /// The true class of an answer, the T answers of an example following one another; nil where the targets
  /// do not tell it.
  ///
  /// A label is that of an example, or of one of its positions; a binary output has its 0 or 1 as its class.
  public func label(ofAnswer answer: Int, in targets: Targets, positionCount: Int) -> Int? {
    switch targets {
    case .classes(let labels, _) where positionCount == 1: labels[answer]
    case .sequences(let labels, positionCount, _):
      labels[answer] == Targets.ignoredLabel ? nil : labels[answer]
    case .values(let values) where self == .binary && values.shape[1] == positionCount:
      Int(exactly: values.scalars[answer])
    case .classes, .sequences, .values, .none: nil
    }
  }
}
