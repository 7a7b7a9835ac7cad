import RealModule
import Tensors

/// The slow obvious algebra that fast code is compared with.
package enum DenseMatrix {
  /// `A B` by the definition.
  package static func product(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Tensor<Double> {
    let (rows, inner, columns) = (a.shape[0], a.shape[1], b.shape[1])
    var result = Tensor<Double>.zeros([rows, columns])
    for i in 0..<rows {
      for j in 0..<columns {
        for k in 0..<inner { result.scalars[i * columns + j] += a[i, k] * b[k, j] }
      }
    }
    return result
  }

  /// The inverse and the logarithm of the absolute determinant, by Gauss-Jordan elimination with
  /// pivoting.
  package static func inverse(_ a: Tensor<Double>) -> (
    matrix: Tensor<Double>, logDeterminant: Double
  ) {
    let n = a.shape[0]
    var left = (0..<n).map { row in (0..<n).map { a[row, $0] } }
    var right = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0 } }
    var logDeterminant = 0.0
    for column in 0..<n {
      let pivot = (column..<n).max { abs(left[$0][column]) < abs(left[$1][column]) } ?? column
      left.swapAt(column, pivot)
      right.swapAt(column, pivot)
      let scale = left[column][column]
      logDeterminant += .log(abs(scale))
      for j in 0..<n {
        left[column][j] /= scale
        right[column][j] /= scale
      }
      for row in 0..<n where row != column {
        let factor = left[row][column]
        guard factor != 0 else { continue }
        for j in 0..<n {
          left[row][j] -= factor * left[column][j]
          right[row][j] -= factor * right[column][j]
        }
      }
    }
    return (Tensor(shape: [n, n], scalars: right.flatMap(\.self)), logDeterminant)
  }

  /// `B ⊗ A` by the definition.
  package static func kronecker(_ b: Tensor<Double>, _ a: Tensor<Double>) -> Tensor<Double> {
    let (n, m) = (b.shape[0], a.shape[0])
    var result = Tensor<Double>.zeros([n * m, n * m])
    for i in 0..<n * m {
      for j in 0..<n * m {
        result.scalars[i * n * m + j] = b[i / m, j / m] * a[i % m, j % m]
      }
    }
    return result
  }

}
