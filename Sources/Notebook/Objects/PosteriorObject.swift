import Curvature
import Laplace
import TextPlots

/// A fitted posterior, as a session holds it.
struct PosteriorObject: SessionObject {
  /// The posterior.
  let posterior: any SessionPosterior
  /// The name the model had when the posterior was fitted.
  let modelName: String
  /// The fingerprint of the data it was fitted to.
  let data: Fingerprint
  /// The time the fit took.
  let seconds: Double
  /// The effective number of parameters; nil where the posterior precision is not positive definite.
  let effectiveParameters: Double?
  let fingerprint: Fingerprint

  init(
    _ posterior: any SessionPosterior, modelName: String, data: Fingerprint, seconds: Double
  ) throws {
    self.posterior = posterior
    self.modelName = modelName
    self.data = data
    self.seconds = seconds
    do {
      effectiveParameters = try posterior.effectiveParameters()
    } catch LaplaceError.indefinite {
      effectiveParameters = nil
    }
    var fingerprint = ModelObject(posterior.sessionModel).fingerprint
    for (name, tensor) in posterior.curvature.tensors {
      fingerprint.combine(name)
      fingerprint.combine(tensor.scalars)
    }
    let settings = posterior.settings
    fingerprint.combine(settings.priorPrecision.values)
    fingerprint.combine("\(settings.priorPrecision.shape)")
    fingerprint.combine(settings.priorMean.numbers)
    fingerprint.combine([settings.noise, settings.temperature])
    self.fingerprint = fingerprint
  }

  var kind: ObjectKind { .posterior }

  var headline: String {
    let options = posterior.options
    let settings = posterior.settings
    let noise =
      posterior.sessionModel.likelihood.rules.hasObservationNoise
      ? " · σ \(formatted(settings.noise))" : ""
    let temperature = settings.temperature == 1 ? "" : " · T \(formatted(settings.temperature))"
    return "\(options.structure) \(options.curvature) over "
      + "\(options.subset.word) \(posterior.selection.count) parameters of \(modelName)"
      + " · λ \(formatted(settings.priorPrecision))\(Self.mean(settings.priorMean))"
      + "\(noise)\(temperature)"
      + (effectiveParameters.map { " · \(formatted($0)) of them effective" } ?? " · indefinite")
      + ((posterior.curvature as? LowRankCurvature).map(Self.remainder) ?? "")
      + ((posterior.curvature as? FunctionalCurvature).map(Self.subset) ?? "")
  }

  /// A prior mean other than zero.
  private static func mean(_ mean: PriorMean) -> String {
    mean == .scalar(0) ? "" : " · μ₀ \(formatted(rangeOf: mean.numbers))"
  }

  /// The examples that a functional posterior has seen.
  private static func subset(_ curvature: FunctionalCurvature) -> String {
    " · \(curvature.subsetCount) of \(curvature.exampleCount) examples"
  }

  /// What a low-rank curvature kept and what it left out.
  private static func remainder(_ curvature: LowRankCurvature) -> String {
    " · rank \(curvature.eigenvalues.count), leaves out "
      + (curvature.omittedFraction.map { "\(formatted(100 * $0)) % of the trace" }
        ?? "eigenvalues up to \(formatted(curvature.firstOmitted))")
  }

  /// The bytes the curvature takes.
  var byteCount: Int { posterior.curvature.byteCount }

  /// Prior precision, noise and temperature in the form that scripts read.
  static func settingsFields(_ settings: PosteriorSettings) -> [(name: String, value: JSONValue)] {
    [
      ("prior_precision", .array(settings.priorPrecision.values.map(JSONValue.number))),
      ("noise", .number(settings.noise)), ("temperature", .number(settings.temperature)),
    ]
  }

  func json(name: String) -> JSONValue {
    let options = posterior.options
    return .object(
      [
        ("kind", "posterior"), ("name", .text(name)),
        ("parameters", .integer(posterior.selection.count)),
        ("subset", .text(options.subset.word)),
        ("structure", .text(options.structure.description)),
        ("curvature", .text(options.curvature.description)),
        ("n_data", .integer(posterior.exampleCount)), ("loss", .number(posterior.loss)),
      ] + Self.settingsFields(posterior.settings) + [
        ("effective_parameters", effectiveParameters.map(JSONValue.number) ?? .null),
        ("seconds", .number(seconds)),
      ])
  }

  /// One row per parameter tensor that has a posterior, with the parameters that its data determines.
  func table() -> TextPlots.Table {
    let effective = try? posterior.effectiveParametersByTensor()
    return TextPlots.Table(
      columns: [
        .init("tensor"), .init("shape", alignment: .right), .init("count", alignment: .right),
        .init("γ", alignment: .right),
      ],
      rows: posterior.selection.layout.tensors.enumerated().map { index, tensor in
        [
          tensor.name, tensor.shape.description,
          "\(posterior.selection.range(of: index).count)",
          effective.map { formatted($0[index]) } ?? "",
        ]
      })
  }

  func defaultView() throws -> [OutputBlock] { [] }
}
