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
  /// The answers T of a classification or of binary outputs at one input: one for each position.
  let positionCount: Int
  /// The class probabilities of a classification, of binary outputs and of pairs of items, of shape (M T, C), positions
  /// running fastest.
  let probabilities: Tensor<Double>?
  /// The observation noise of a regression, which the variances do not include; 0 where there is none.
  let noise: Double
  /// The covariance over all outputs and inputs, where it was asked for.
  var jointCovariance: Tensor<Double>?

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
  }

  func json(name: String) -> JSONValue {
    var fields: [(name: String, value: JSONValue)] = []
    if let probabilities {
      fields.append(
        (
          "probabilities",
          positionCount == 1
            ? .rows(probabilities)
            : .nested(probabilities.reshaped([count, positionCount, probabilities.shape[1]]))
        ))
    }
    fields.append(("mean", .rows(outputs.mean)))
    fields.append(("variance", .rows(outputs.variance)))
    if likelihood == .regression || likelihood == .reward {
      fields.append(("covariance", .nested(outputs.covariance)))
    }
    if likelihood == .regression { fields.append(("noise", .number(noise))) }
    if let jointCovariance { fields.append(("joint_covariance", .rows(jointCovariance))) }
    return .object(fields)
  }

  func table() -> TextPlots.Table {
    let inputs = data.dataset.exampleShape.count == 1 ? data.dataset.inputNames.prefix(1) : []
    let position = positionCount > 1 ? [likelihood == .binary ? "output" : "position"] : []
    let headers = ["row"] + inputs + position + figureNames + ["target"]
    return TextPlots.Table(
      columns: headers.map { .init($0, alignment: .right) },
      rows: (0..<count * positionCount).map { answer in
        let row = answer / positionCount
        return ["\(row + 1)"] + inputs.map { _ in formatted(data.dataset.inputs.scalars[row]) }
          + position.map { _ in "\(answer % positionCount + 1)" } + figures(answer)
          + [target(answer)]
      })
  }

  /// The names of the figures of each answer.
  private var figureNames: [String] {
    guard let probabilities else {
      let columns = outputs.mean.shape[1]
      return (0..<columns).flatMap { index in
        ["mean", "sd"].map { columns > 1 ? "\($0)_\(index)" : $0 }
      }
    }
    return (0..<probabilities.shape[1]).map { "p_\(className($0))" } + ["class"]
  }

  private func figures(_ answer: Int) -> [String] {
    if let probabilities {
      let values = (0..<probabilities.shape[1]).map { probabilities[answer, $0] }
      let best = values.indices.max { values[$0] < values[$1] } ?? 0
      return values.map { formatted($0, significant: 3) } + [className(best)]
    }
    return (0..<outputs.mean.shape[1]).flatMap { column in
      [
        formatted(outputs.mean[answer, column]),
        formatted(outputs.variance[answer, column].squareRoot(), significant: 3),
      ]
    }
  }

  private func className(_ label: Int) -> String {
    let names = data.dataset.classNames
    return label < names.count ? names[label] : "\(label)"
  }

  private func target(_ answer: Int) -> String {
    if probabilities != nil { return label(answer).map(className) ?? "" }
    switch data.dataset.targets {
    case .values(let values):
      return (0..<values.shape[1]).map { formatted(values[answer, $0]) }.joined(separator: " ")
    case .classes, .sequences, .none: return ""
    }
  }

  /// The true class of an answer, where it is known.
  func label(_ answer: Int) -> Int? {
    switch data.dataset.targets {
    case .classes(let labels, _) where positionCount == 1: labels[answer]
    case .sequences(let labels, positionCount, _):
      labels[answer] == Targets.ignoredLabel ? nil : labels[answer]
    case .values(let values) where likelihood == .binary && values.shape[1] == positionCount:
      Int(exactly: values.scalars[answer])
    case .classes, .sequences, .values, .none: nil
    }
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  func defaultView() throws -> [OutputBlock] {
    isCurve && count > 2 ? [.plot(try plot(PlotRequest()))] : [.table(table())]
  }
}
