import Tensors

/// The likelihoods a user can name.
public enum LikelihoodKind: Hashable, Sendable {
  /// Targets with Gaussian noise around the outputs.
  case regression
  /// Targets with Gaussian noise that is larger in some outputs than in others: σ times a number for
  /// each output.
  case scaledRegression(noises: [Double])
  /// Classes with probabilities `softmax f`.
  case classification
  /// Outputs that are each 0 or 1, with probability `sigmoid f` of 1.
  case binary
  /// Targets with Gaussian noise whose size is an output too.
  case heteroscedastic
  /// Scores of items, of which pairs are compared: the first is preferred with probability
  /// `sigmoid(f₀ - f₁)`.
  case reward

  /// The number of inputs of the network that make up an example: a pair for preferences, else one.
  public var itemsPerExample: Int { self == .reward ? 2 : 1 }

  /// What the likelihood computes of outputs of a shape: classes lie along its last axis, and have
  /// positions along the axes before it.
  public func rules(for outputShape: Shape) -> any Likelihood {
    self == .classification
      ? CategoricalLikelihood(positionCount: positionCount(of: outputShape)) : rules
  }

  /// The number T of answers that outputs of a shape give for an example: a class for each position, a 0 or
  /// 1 for each binary output, else one.
  public func positionCount(of outputShape: Shape) -> Int {
    switch self {
    case .classification: outputShape.dropLast().count
    case .binary: outputShape.count
    case .regression, .scaledRegression, .heteroscedastic, .reward: 1
    }
  }

  /// What the likelihood computes of outputs with one axis.
  public var rules: any Likelihood {
    switch self {
    case .regression: GaussianLikelihood()
    case .scaledRegression(let noises): GaussianLikelihood(noises: noises)
    case .classification: CategoricalLikelihood()
    case .binary: BernoulliLikelihood()
    case .heteroscedastic: HeteroscedasticLikelihood()
    case .reward: PreferenceLikelihood()
    }
  }
}

extension LikelihoodKind: CaseIterable {
  /// The likelihoods without settings.
  public static let allCases: [LikelihoodKind] = [
    .regression, .classification, .binary, .heteroscedastic, .reward,
  ]
}

extension LikelihoodKind: LosslessStringConvertible {
  /// The word for it, as in `classification` or `regression(noise=[0.1,0.3])`.
  public var description: String {
    switch self {
    case .regression: "regression"
    case .scaledRegression(let noises):
      "regression(noise=[\(noises.map(\.description).joined(separator: ","))])"
    case .classification: "classification"
    case .binary: "binary"
    case .heteroscedastic: "heteroscedastic"
    case .reward: "reward"
    }
  }

  /// The likelihood that a description tells; nil when it tells none.
  public init?(_ description: String) {
    if let kind = LikelihoodKind.allCases.first(where: { $0.description == description }) {
      self = kind
      return
    }
    let (start, end) = ("regression(noise=[", "])")
    guard description.hasPrefix(start), description.hasSuffix(end) else { return nil }
    let list = description.dropFirst(start.count).dropLast(end.count)
    let fields = list.split(separator: ",", omittingEmptySubsequences: false)
    let noises = fields.compactMap { Double($0) }
    guard noises.count == fields.count, noises.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      return nil
    }
    self = .scaledRegression(noises: noises)
  }
}

extension LikelihoodKind: Codable {
  /// Reads the likelihood from its description.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    guard let kind = LikelihoodKind(text) else {
      throw DecodingError.dataCorruptedError(
        in: value, debugDescription: "unknown likelihood '\(text)'")
    }
    self = kind
  }

  /// Writes the description.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}
