/// A comparison with the posterior itself that cannot be made.
public enum CheckError: Error, Equatable, CustomStringConvertible {
  /// More weights than the coordinates of the chains allow.
  case tooManyWeights(count: Int, limit: Int)
  /// Chains that would take longer than allowed.
  case tooLong(seconds: Double, limit: Double, gradients: Int, gradientSeconds: Double)
  /// Draws that would take more memory than allowed, in bytes.
  case tooLarge(bytes: Int, limit: Int)
  /// Data other than those the posterior was fitted to.
  case otherData(count: Int, loss: Double, fittedCount: Int, fittedLoss: Double)

  /// The fault in words.
  public var description: String {
    switch self {
    case .tooManyWeights(let count, let limit):
      "the chains would run over \(count) weights, and their dense mass matrix takes at most \(limit)"
    case .tooLong(let seconds, let limit, let gradients, let gradientSeconds):
      "the chains would take about \(Int(seconds.rounded())) s, more than the \(Int(limit)) s they "
        + "may: \(gradients) gradients of "
        + "\(Int((gradientSeconds * 1e6).rounded())) µs each"
    case .tooLarge(let bytes, let limit):
      "the draws would take \(bytes / 1_048_576) MiB, more than the \(limit / 1_048_576) MiB they may"
    case .otherData(let count, let loss, let fittedCount, let fittedLoss):
      "the posterior was fitted to \(fittedCount) examples with the loss \(fittedLoss) at its mean, "
        + "and these are \(count) with the loss \(loss)"
    }
  }
}
