import RealModule
import Tensors

/// The mean and the standard deviation of every column of some rows, in Double.
public struct ColumnStatistics: Equatable, Sendable {
  /// The mean of every column.
  public let means: [Double]
  /// The standard deviation of every column, 1 for a constant one that is kept.
  public let deviations: [Double]

  /// Takes the statistics over the first two axes, those of the second being alike: items of pairs, or
  /// positions of sequences.
  init<Scalar>(
    ofItems tensor: Tensor<Scalar>, names: [String],
    constantColumns: Standardization.ConstantColumns
  ) throws(DatasetError) {
    let (examples, items) = (tensor.shape[0], tensor.shape[1])
    let shared = try ColumnStatistics(
      of: tensor.reshaped([examples * items] + tensor.shape.dropFirst(2)), names: names,
      constantColumns: constantColumns)
    means = (0..<items).flatMap { _ in shared.means }
    deviations = (0..<items).flatMap { _ in shared.deviations }
  }

  /// Takes the statistics over the first axis.
  init<Scalar>(
    of tensor: Tensor<Scalar>, names: [String],
    constantColumns: Standardization.ConstantColumns
  ) throws(DatasetError) {
    let width = tensor.shape.dropFirst().count
    var means: [Double] = []
    var deviations: [Double] = []
    var constant: [String] = []
    for column in 0..<width {
      let values = stride(from: column, to: tensor.count, by: width).map {
        Double(tensor.scalars[$0])
      }
      let (mean, deviation) = meanAndDeviation(values)
      if deviation == 0 { constant.append(column < names.count ? names[column] : "\(column + 1)") }
      means.append(mean)
      deviations.append(deviation == 0 ? 1 : deviation)
    }
    if constantColumns == .refuse, !constant.isEmpty { throw .columns(.constant(constant)) }
    self.means = means
    self.deviations = deviations
  }

  /// `(x - mean) / deviation`, column by column.
  public func standardized<Scalar>(
    _ tensor: Tensor<Scalar>
  ) throws(DatasetError) -> Tensor<Scalar> {
    try mapped(tensor) { ($0 - means[$1]) / deviations[$1] }
  }

  /// `mean + deviation z`, column by column: the inverse of `standardized`.
  public func restored<Scalar>(_ tensor: Tensor<Scalar>) throws(DatasetError) -> Tensor<Scalar> {
    try mapped(tensor) { means[$1] + deviations[$1] * $0 }
  }

  private func mapped<Scalar>(
    _ tensor: Tensor<Scalar>, _ change: (Double, _ column: Int) -> Double
  ) throws(DatasetError) -> Tensor<Scalar> {
    let width = tensor.shape.dropFirst().count
    guard width == means.count else {
      throw .examples(.featureCount(expected: means.count, found: width))
    }
    return Tensor(
      shape: tensor.shape,
      scalars: tensor.scalars.indices.map { index in
        Scalar(change(Double(tensor.scalars[index]), index % width))
      })
  }
}

/// Mean and deviation in two passes.
///
/// Equal values have deviation 0 and their own value as mean,
/// whatever rounding would say, and squares are taken relative to the largest, lest they underflow.
private func meanAndDeviation(_ values: [Double]) -> (mean: Double, deviation: Double) {
  guard let first = values.first else { return (0, 0) }
  if values.allSatisfy({ $0 == first }) { return (first, 0) }
  let count = Double(values.count)
  let mean = values.reduce(0) { $0 + $1 / count }
  let largest = values.reduce(0) { max($0, abs($1 - mean)) }
  let squares = values.reduce(0) { sum, value in
    let ratio = (value - mean) / largest
    return sum + ratio * ratio
  }
  return (mean, largest * (squares / count).squareRoot())
}
