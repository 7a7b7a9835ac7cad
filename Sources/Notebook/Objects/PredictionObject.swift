import Datasets
import Laplace
import NeuralNetworks
import Tensors
import TextPlots

/// What a posterior, or a trained network alone, says about inputs.
struct PredictionObject: SessionObject {
  /// The name of the posterior or model.
  let sourceName: String
  /// How targets are distributed around the outputs.
  let likelihood: LikelihoodKind
  /// The inputs, and their targets where they are known.
  let data: DataObject
  /// The Gaussian over the outputs; of zero variance for a network alone.
  let outputs: GaussianPredictive
  /// The class probabilities of a classification.
  let probabilities: Tensor<Double>?
  /// The observation noise of a regression, which the variances do not include.
  let noise: Double
  /// The covariance over all outputs and inputs, where it was asked for.
  var jointCovariance: Tensor<Double>?
  /// What the draws leave open, where weights were drawn.
  var sampling: PredictionSampling?

  var kind: ObjectKind { .prediction }

  var fingerprint: Fingerprint {
    var fingerprint = data.fingerprint
    fingerprint.combine(outputs.mean.scalars)
    fingerprint.combine(outputs.covariance.scalars)
    return fingerprint
  }

  /// The number of inputs.
  var count: Int { outputs.mean.shape[0] }

  var headline: String {
    let deviation = mean(outputs.variance.scalars.map { $0.squareRoot() })
    let noiseNote =
      likelihood == .regression ? ", without the noise σ \(formatted(noise))" : ""
    return "\(sourceName) at \(count) inputs · mean sd \(formatted(deviation))\(noiseNote)"
      + (sampling.map { " · \($0.note)" } ?? "")
  }

  func json(name: String) -> JSONValue {
    var fields: [(name: String, value: JSONValue)] = []
    if let probabilities { fields.append(("probabilities", .rows(probabilities))) }
    fields.append(("mean", .rows(outputs.mean)))
    fields.append(("variance", .rows(outputs.variance)))
    if likelihood == .regression {
      fields.append(("covariance", .nested(outputs.covariance)))
      fields.append(("noise", .number(noise)))
    }
    if let jointCovariance { fields.append(("joint_covariance", .rows(jointCovariance))) }
    if let sampling { fields += sampling.json }
    return .object(fields)
  }

  func table() -> TextPlots.Table {
    let columns = outputs.mean.shape[1]
    let labels = data.dataset.classNames
    let suffix = { (index: Int) in
      likelihood == .classification
        ? "_\(index < labels.count ? labels[index] : "\(index)")" : columns > 1 ? "_\(index)" : ""
    }
    let inputs = data.dataset.exampleShape.count == 1 ? data.dataset.inputNames.prefix(1) : []
    let headers =
      ["row"] + inputs
      + (0..<columns).flatMap { index in
        likelihood == .classification
          ? ["p\(suffix(index))"] : ["mean\(suffix(index))", "sd\(suffix(index))"]
      } + (likelihood == .classification ? ["class", "target"] : ["target"])
    return TextPlots.Table(
      columns: headers.map { .init($0, alignment: .right) },
      rows: (0..<count).map { row in
        ["\(row + 1)"] + inputs.map { _ in formatted(data.dataset.inputs.scalars[row]) }
          + figures(row) + [target(row)]
      })
  }

  private func figures(_ row: Int) -> [String] {
    if let probabilities {
      let values = (0..<probabilities.shape[1]).map { probabilities[row, $0] }
      let best = values.indices.max { values[$0] < values[$1] } ?? 0
      let names = data.dataset.classNames
      return values.map { formatted($0, significant: 3) }
        + [best < names.count ? names[best] : "\(best)"]
    }
    return (0..<outputs.mean.shape[1]).flatMap { column in
      [
        formatted(outputs.mean[row, column]),
        formatted(outputs.variance[row, column].squareRoot(), significant: 3),
      ]
    }
  }

  private func target(_ row: Int) -> String {
    switch data.dataset.targets {
    case .classes(let labels, _): data.dataset.classNames[labels[row]]
    case .values(let values):
      (0..<values.shape[1]).map { formatted(values[row, $0]) }.joined(separator: " ")
    case .none: ""
    }
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  func defaultView() throws -> [OutputBlock] {
    let isCurve = likelihood == .regression && data.dataset.exampleShape.count == 1 && count > 2
    return isCurve ? [.plot(try plot(PlotRequest()))] : [.table(table())]
  }
}
