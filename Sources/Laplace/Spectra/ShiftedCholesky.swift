import LinearAlgebra
import Tensors

/// The Cholesky factor of `A + ρ I`, and the inverse, for the ρ asked last.
final class ShiftedCholesky: Sendable {
  private let matrix: @Sendable () -> Tensor<Double>
  private let factor = Cached<(shift: Double, value: Cholesky<Double>)>()
  private let inverse = Cached<(shift: Double, value: Tensor<Double>)>()

  /// The factors of a matrix that is made when it is needed.
  init(of matrix: @escaping @Sendable () -> Tensor<Double>) { self.matrix = matrix }

  /// The factor of `A + ρ I`.
  func factor(_ shift: Double) throws(LinearAlgebraError) -> Cholesky<Double> {
    try factor.value(where: { $0.shift == shift }) { () throws(LinearAlgebraError) in
      (shift, try Cholesky(matrix().addingToDiagonal(shift)))
    }.value
  }

  /// `(A + ρ I)⁻¹`.
  func inverse(_ shift: Double) throws(LinearAlgebraError) -> Tensor<Double> {
    try inverse.value(where: { $0.shift == shift }) { () throws(LinearAlgebraError) in
      (shift, try factor(shift).inverse())
    }.value
  }
}

extension Tensor<Double> {
  /// The square matrix with a number added to each element of its diagonal.
  fileprivate func addingToDiagonal(_ number: Double) -> Tensor<Double> {
    var matrix = self
    for index in 0..<shape[0] { matrix.scalars[index * (shape[0] + 1)] += number }
    return matrix
  }
}
