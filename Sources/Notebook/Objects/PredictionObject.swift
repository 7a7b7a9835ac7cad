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
  /// The class probabilities of a classification, of binary outputs and of pairs of items, of shape
  /// (M T, C), positions running fastest, and their errors.
  var classes: ProbabilityEstimate?
  /// The observation noise of a regression; 0 where there is none.
  let noise: Double
  /// The covariance over all outputs and inputs, without the noise, where it was asked for.
  var jointCovariance: Tensor<Double>?
  /// How the outputs of a posterior became probabilities.
  var link: LinkApproximation?
  /// The variance of the noise of each output at each input, where what is shown includes it.
  var addedVariances: [Double]?
  /// The parts of the uncertainty and how they were taken, where they were asked for.
  var split: (parts: UncertaintySplit, integral: SoftmaxIntegral?)?
  /// What each parameter tensor contributes to the variance, where it was asked for.
  var shares: VarianceSharesView?
  /// Outputs drawn from the Gaussian, where they were asked for.
  var samples: FunctionalSamples?
  /// What the draws leave open, where weights were drawn.
  var sampling: PredictionSampling?
  /// The values of the inputs whose combinations the inputs are, where they are such.
  var grid: InputGrid?

  var kind: ObjectKind { .prediction }

  /// The class probabilities, of shape (M T, C).
  var probabilities: Tensor<Double>? { classes?.probabilities }

  /// Whether the targets are numbers.
  var isRegression: Bool { likelihood.isRegression }

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
      fields.append(("probabilities", perPosition(classes.probabilities)))
      if let errors = classes.standardErrors {
        fields.append(("standard_errors", perPosition(errors)))
      }
    }
    fields.append(("mean", .rows(outputs.mean)))
    fields.append(("variance", .rows(shown.variance)))
    if isRegression || likelihood == .reward {
      fields.append(("covariance", .nested(shown.covariance)))
    }
    if isRegression {
      if likelihood.rules.hasObservationNoise { fields.append(("noise", .number(noise))) }
      fields.append(("includes_noise", .boolean(includesNoise)))
    }
    if let shownJointCovariance {
      fields.append(("joint_covariance", .rows(shownJointCovariance)))
    }
    if let sampling { fields += sampling.json }
    if let split { fields += splitFields(split.parts) }
    if let shares { fields += shares.json }
    if let samples { fields.append(("samples", .nested(samples.outputs))) }
    return .object(fields)
  }

  func table() -> TextPlots.Table {
    let inputs = data.dataset.exampleShape.count == 1 ? data.dataset.inputNames.prefix(1) : []
    let position = positionCount > 1 ? [likelihood == .binary ? "output" : "position"] : []
    let headers = ["row"] + inputs + position + figureNames + splitHeaders + ["target"]
    let variance = shown.variance
    return TextPlots.Table(
      columns: headers.map { .init($0, alignment: .right) },
      rows: (0..<count * positionCount).map { answer in
        let row = answer / positionCount
        return ["\(row + 1)"] + inputs.map { _ in formatted(data.dataset.inputs.scalars[row]) }
          + position.map { _ in "\(answer % positionCount + 1)" } + figures(answer, variance)
          + splitFigures(answer) + [target(answer)]
      })
  }

  /// Figures (M T, C) of classes by input, and by position where there are several.
  private func perPosition(_ figures: Tensor<Double>) -> JSONValue {
    positionCount == 1
      ? .rows(figures) : .nested(figures.reshaped([count, positionCount, figures.shape[1]]))
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

  private func figures(_ answer: Int, _ variance: Tensor<Double>) -> [String] {
    if let probabilities {
      let values = (0..<probabilities.shape[1]).map { probabilities[answer, $0] }
      let best = values.indices.max { values[$0] < values[$1] } ?? 0
      return values.map { formatted($0, significant: 3) } + [className(best)]
    }
    return (0..<outputs.mean.shape[1]).flatMap { column in
      [
        formatted(outputs.mean[answer, column]),
        formatted(variance[answer, column].squareRoot(), significant: 3),
      ]
    }
  }

  func className(_ label: Int) -> String {
    let names = data.dataset.classNames
    return label < names.count ? names[label] : "\(label)"
  }

  private func target(_ answer: Int) -> String {
    if probabilities != nil {
      return likelihood.label(
        ofAnswer: answer, in: data.dataset.targets, positionCount: positionCount
      ).map(className) ?? ""
    }
    switch data.dataset.targets {
    case .values(let values):
      return (0..<values.shape[1]).map { formatted(values[answer, $0]) }.joined(separator: " ")
    case .classes, .sequences, .none: return ""
    }
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  func defaultView() throws -> [OutputBlock] {
    if let shares { return [.plot(shares.plot)] }
    let isPicture = isCurve && count > 2 || isMap
    return isPicture ? [.plot(try plot(PlotRequest()))] : [.table(table())]
  }
}
