import Curvature

/// The mean μ₀ of the Gaussian prior over the weights.
public enum PriorMean: Equatable, Sendable {
  /// One number for all weights.
  case scalar(Double)
  /// One number for each selected parameter, in the order of the parameter vector.
  case vector([Double])

  /// Refuses numbers that are not finite, and a vector of another length.
  func check(over selection: ParameterSelection) throws(LaplaceError) {
    switch self {
    case .scalar(let value):
      guard value.isFinite else {
        throw .invalidSetting(name: "prior mean", value: value, requirement: "finite")
      }
    case .vector(let values):
      guard values.count == selection.count else {
        throw .priorMeanLength(found: values.count, expected: selection.count)
      }
      for value in values where !value.isFinite {
        throw .invalidSetting(name: "prior mean", value: value, requirement: "finite")
      }
    }
  }

  /// A number for each of that many parameters.
  func values(count: Int) -> [Double] {
    switch self {
    case .scalar(let mean): [Double](repeating: mean, count: count)
    case .vector(let means): means
    }
  }

  /// `θ - μ₀`.
  func deviations(of weights: [Double]) -> [Double] {
    switch self {
    case .scalar(0): weights
    case .scalar(let mean): weights.map { $0 - mean }
    case .vector(let means): zip(weights, means).map { $0 - $1 }
    }
  }
}
