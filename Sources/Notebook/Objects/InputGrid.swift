import Datasets
import Tensors

/// Inputs at all combinations of values of a network's inputs, most of which may be single ones.
struct InputGrid: Sendable {
  /// The values of one input.
  struct Axis: Sendable {
    /// The name of the input.
    let name: String
    /// Its values, in the order given.
    let values: [Double]
    /// Whether the values have equal ratios.
    let isLogarithmic: Bool
  }

  /// The inputs in the order in which they were given.
  let axes: [Axis]

  /// The inputs with more than one value; the first changes fastest from row to row.
  var varying: [Axis] { axes.filter { $0.values.count > 1 } }

  /// The number of combinations; nil for more than a million, which no picture needs.
  var count: Int? {
    axes.reduce(1) { count, axis in
      count.flatMap { count in
        let (product, overflows) = count.multipliedReportingOverflow(by: axis.values.count)
        return overflows || product > NumberRange.maximalCount ? nil : product
      }
    }
  }

  /// The combinations as data without targets, the columns in the order of the names; the first input
  /// given changes fastest.
  func dataset(inputNames: [String]) throws(DatasetError) -> Dataset<Double> {
    let count = count ?? 0
    var inputs = Tensor<Double>.zeros([count, inputNames.count])
    var stride = 1
    for axis in axes {
      if let column = inputNames.firstIndex(of: axis.name) {
        for row in 0..<count {
          inputs.scalars[row * inputNames.count + column] =
            axis.values[row / stride % axis.values.count]
        }
      }
      stride *= axis.values.count
    }
    return try Dataset(inputs: inputs, targets: .none, inputNames: inputNames)
  }

  /// The values in words: `x1 in -3..3, x2 in 0..1, x3 = 2`.
  var text: String {
    axes.map { axis in
      guard let first = axis.values.first, let last = axis.values.last, axis.values.count > 1
      else { return "\(axis.name) = \(axis.values.first.map { formatted($0) } ?? "")" }
      return "\(axis.name) in \(formatted(first))..\(formatted(last))"
    }.joined(separator: ", ")
  }
}
