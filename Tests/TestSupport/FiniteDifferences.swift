import Tensors

/// The derivative of a function of many numbers by central differences, one row per output:
/// `Jᵢⱼ ≈ (fᵢ(x + h eⱼ) - fᵢ(x - h eⱼ)) / 2h`.
package func finiteDifferenceJacobian(
  at x: [Double], step: Double = 1e-5, _ function: ([Double]) -> [Double]
) -> [[Double]] {
  var columns: [[Double]] = []
  for index in x.indices {
    var above = x
    var below = x
    above[index] += step
    below[index] -= step
    columns.append(zip(function(above), function(below)).map { ($0 - $1) / (2 * step) })
  }
  let outputs = columns.first?.count ?? 0
  return (0..<outputs).map { row in columns.map { $0[row] } }
}
