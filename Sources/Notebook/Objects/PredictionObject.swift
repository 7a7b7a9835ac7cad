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
  /// The class probabilities of a classification, and their errors.
  var classes: ProbabilityEstimate?
  /// The observation noise of a regression.
  let noise: Double
  /// The covariance over all outputs and inputs, without the noise, where it was asked for.
  var jointCovariance: Tensor<Double>?
  /// How the outputs of a posterior became probabilities.
  var link: LinkApproximation?
  /// The variance of the noise of each output at each input, where what is shown includes it.
  var addedVariances: [Double]?
  /// The parts of the uncertainty and how they were taken, where they were asked for.
  var split: (parts: UncertaintySplit, integral: SoftmaxIntegral?)?
  /// Outputs drawn from the Gaussian, where they were asked for.
  var samples: FunctionalSamples?
  /// What the draws leave open, where weights were drawn.
  var sampling: PredictionSampling?

  var kind: ObjectKind { .prediction }

  /// The class probabilities of a classification.
  var probabilities: Tensor<Double>? { classes?.probabilities }

  /// Whether the targets are numbers.
  var isRegression: Bool {
    switch likelihood {
    case .classification, .binary: false
    case .regression, .scaledRegression, .heteroscedastic: true
    }
  }

  var fingerprint: Fingerprint {
    var fingerprint = data.fingerprint
    fingerprint.combine(outputs.mean.scalars)
    fingerprint.combine(outputs.covariance.scalars)
    fingerprint.combine(probabilities?.scalars ?? [])
    return fingerprint
  }

  /// The number of inputs.
  var count: Int { outputs.mean.shape[0] }

  var headline: String {
    let deviation = mean(shown.variance.scalars.map { $0.squareRoot() })
    return "\(sourceName) at \(count) inputs · mean sd \(formatted(deviation))"
      + noiseNote + linkNote + (sampling.map { " · \($0.note)" } ?? "")
      + (split?.integral.map { " · split by \($0)" } ?? "")
      + (samples.map { " · \($0.outputs.shape[0]) samples" } ?? "")
  }

  private var noiseNote: String {
    guard isRegression else { return "" }
    let size = likelihood.rules.hasObservationNoise ? " σ \(formatted(noise))" : ""
    return ", \(includesNoise ? "with" : "without") the noise\(size)"
  }

  private var linkNote: String {
    guard let link else { return "" }
    let error = classes?.standardErrors?.scalars.max().map {
      ", standard errors up to \(formatted($0, significant: 2))"
    }
    return " · link \(link)" + (error ?? "")
  }

  func json(name: String) -> JSONValue {
    var fields: [(name: String, value: JSONValue)] = []
    if let classes {
      fields.append(("probabilities", .rows(classes.probabilities)))
      if let errors = classes.standardErrors { fields.append(("standard_errors", .rows(errors))) }
    }
    fields.append(("mean", .rows(outputs.mean)))
    fields.append(("variance", .rows(shown.variance)))
    if isRegression {
      fields.append(("covariance", .nested(shown.covariance)))
      if likelihood.rules.hasObservationNoise { fields.append(("noise", .number(noise))) }
      fields.append(("includes_noise", .boolean(includesNoise)))
    }
    if let shownJointCovariance {
      fields.append(("joint_covariance", .rows(shownJointCovariance)))
    }
    if let sampling { fields += sampling.json }
    if let split { fields += splitFields(split.parts) }
    if let samples { fields.append(("samples", .nested(samples.outputs))) }
    return .object(fields)
  }

  func table() -> TextPlots.Table {
    let columns = (probabilities ?? outputs.mean).shape[1]
    let labels = data.dataset.classNames
    let suffix = { (index: Int) in
      probabilities != nil
        ? "_\(index < labels.count ? labels[index] : "\(index)")" : columns > 1 ? "_\(index)" : ""
    }
    let inputs = data.dataset.exampleShape.count == 1 ? data.dataset.inputNames.prefix(1) : []
    let variance = shown.variance
    let headers =
      ["row"] + inputs
      + (0..<columns).flatMap { index in
        probabilities != nil
          ? ["p\(suffix(index))"] : ["mean\(suffix(index))", "sd\(suffix(index))"]
      } + (probabilities != nil ? ["class"] : []) + splitHeaders + ["target"]
    return TextPlots.Table(
      columns: headers.map { .init($0, alignment: .right) },
      rows: (0..<count).map { row in
        ["\(row + 1)"] + inputs.map { _ in formatted(data.dataset.inputs.scalars[row]) }
          + figures(row, variance) + splitFigures(row) + [target(row)]
      })
  }

  private func figures(_ row: Int, _ variance: Tensor<Double>) -> [String] {
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
        formatted(variance[row, column].squareRoot(), significant: 3),
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
