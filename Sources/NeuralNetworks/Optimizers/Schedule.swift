import RealModule

/// How the step size changes over a training.
public enum Schedule: String, Sendable, CaseIterable {
  /// It stays.
  case constant
  /// It falls to zero along half a cosine (Loshchilov and Hutter, 2017), so that training settles in the
  /// maximum rather than around it.
  case cosine

  /// The step size of an epoch, counted from 0, as a part of the first one.
  public func scale(epoch: Int, of count: Int) -> Double {
    switch self {
    case .constant: 1
    case .cosine: 0.5 * (1 + .cos(.pi * Double(epoch) / Double(max(1, count))))
    }
  }
}
