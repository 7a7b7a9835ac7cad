import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// Whether there are units that say the same whatever comes in: rectifiers that are zero, saturated
/// sigmoids.
///
/// A unit is dead where the slope |f′| of its nonlinearity stays below 0.01 at every example, and at
/// every position where it is a channel: neither its own weights nor those before it have a gradient
/// through it.
enum DeadUnitsCheck: Check {
  private static let leastSlope = 0.01

  static func finding<Scalar: TensorScalar>(
    in subject: ExaminationSubject<Scalar>, _ cancellation: Cancellation
  ) throws -> Finding? {
    guard let data = subject.data ?? subject.evaluation else { return nil }
    var layers: [LayerSlopes] = []
    for rows in try Batches(count: data.count, size: 256).rows(inEpoch: 0) {
      try cancellation.check()
      let batch = subject.model.network.nonlinearitySlopes(at: data.inputs.selecting(rows))
      layers =
        layers.isEmpty ? batch : zip(layers, batch).map { $0.takingLarger($1) }
    }
    guard !layers.isEmpty else { return nil }
    let counts = layers.map { layer in layer.largest.count { $0 < leastSlope } }
    let dead = counts.reduce(0, +)
    let all = layers.reduce(0) { $0 + $1.largest.count }
    let figures = [
      Finding.Figure("units", Double(all)), Finding.Figure("dead", Double(dead)),
    ]
    guard dead > 0 else {
      return Finding("units", .ok, "All \(all.of("unit")) respond to the data.", figures: figures)
    }
    let shares = zip(counts, layers).map { Double($0) / Double(max(1, $1.largest.count)) }
    let largest = shares.max() ?? 0
    let places = zip(counts, layers).filter { $0.0 > 0 }.map { count, layer in
      "\(count) of \(layer.largest.count.of("unit")) of layer \(layer.name) (\(layer.word))"
    }
    return Finding(
      "units", largest == 1 ? .error : largest >= 0.5 ? .warning : .note,
      "\(places.joined(separator: ", ")) \(dead == 1 ? "does" : "do") not respond to any example.",
      figures: figures
        + zip(counts, layers).map { Finding.Figure("dead_in_\($1.name)", Double($0)) },
      remedies: [
        "train anew with a smaller step size or standardised inputs", "act=tanh or leakyrelu",
      ])
  }
}
