import Tensors
import TextPlots

/// What each parameter tensor contributes to the functional variance at some inputs.
struct VarianceSharesView: Sendable {
  /// The names of the tensors.
  let names: [String]
  /// The contributions, of shape (M, C, tensors).
  let shares: Tensor<Double>

  /// The members of the prediction's JSON object.
  var json: [(name: String, value: JSONValue)] {
    [
      ("variance_tensors", .array(names.map(JSONValue.text))),
      ("variance_by_tensor", .nested(shares)),
    ]
  }

  /// The fractions of the variance, summed over inputs and outputs.
  var plot: Plot {
    let sums = shares.reshaped([shares.count / max(1, names.count), names.count])
      .summed(overAxis: 0).scalars
    let total = sums.reduce(0, +)
    return .bars(
      BarChart(
        title: "share of the functional variance, %",
        bars: zip(names, sums).map { .init($0, value: total > 0 ? 100 * $1 / total : 0) }))
  }
}
