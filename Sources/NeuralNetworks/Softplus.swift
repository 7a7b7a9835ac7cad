import Autodiff
import Tensors

extension Variable {
  /// `log(1 + eˣ)`.
  ///
  /// As in `logSumExp`, the larger of 0 and x is taken out as a constant: the result and all its
  /// derivatives are those of the plain formula, without overflow.
  func softplus() -> Variable {
    let largest = value.mapped(.relu)
    let zeros = Variable((-1 * largest).mapped(.exponential))
    let sum = zeros + (self - Variable(largest)).mapped(.exponential)
    return sum.mapped(.logarithm) + Variable(largest)
  }
}
