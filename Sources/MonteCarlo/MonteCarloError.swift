/// Sampling that cannot be done.
public enum MonteCarloError: Error, Equatable, CustomStringConvertible {
  /// A setting below what makes sense.
  case invalidSetting(name: String, value: Int, minimum: Int)
  /// A chain with no point to start from: the density is 0 or not finite near the given one.
  case noStart(chain: Int)

  /// The fault in words.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let value, let minimum):
      "\(name) must be at least \(minimum), but is \(value)"
    case .noStart(let chain):
      "chain \(chain) finds no point where the density is finite"
    }
  }
}
