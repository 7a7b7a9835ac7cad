import NeuralNetworks
import TextPlots

/// A network and its likelihood, as a session holds them.
struct ModelObject: SessionObject {
  /// The model.
  let model: any SessionModel
  /// How it was trained; nil when it was not trained here.
  let training: TrainingRecord?
  let fingerprint: Fingerprint

  init(_ model: any SessionModel, training: TrainingRecord? = nil) {
    self.model = model
    self.training = training
    var fingerprint = Fingerprint()
    for layer in model.layers { fingerprint.combine(type(of: layer).typeName) }
    for tensor in model.parameterTensors + model.statisticTensors {
      fingerprint.combine(tensor.scalars)
    }
    for name in model.frozenNames { fingerprint.combine(name) }
    self.fingerprint = fingerprint
  }

  var kind: ObjectKind { .model }

  var headline: String {
    let frozen = model.frozenNames.count
    let frozenNote =
      frozen > 0 ? " · \(frozen) of \(model.layout.tensors.count) tensors frozen" : ""
    let state = training.map { " · \($0.headline)" } ?? " · not trained"
    return "\(architecture) · \(model.likelihood) · \(model.layout.count) parameters"
      + " · \(model.scalar.rawValue)\(frozenNote)\(state)"
  }

  func json(name: String) -> JSONValue {
    let frozen = model.frozenNames.map(JSONValue.text)
    let fields: [(name: String, value: JSONValue)] = [
      ("kind", "model"), ("name", .text(name)), ("parameters", .integer(model.layout.count)),
      (
        "tensors",
        .array(
          model.layout.tensors.map { tensor in
            .object([
              ("name", .text(tensor.name)),
              ("shape", .array(tensor.shape.lengths.map(JSONValue.integer))),
            ])
          })
      ),
      ("likelihood", .text(model.likelihood.description)),
      ("epochs", .integer(training?.losses.count ?? 0)),
    ]
    return .object(fields + (frozen.isEmpty ? [] : [("frozen", .array(frozen))]))
  }

  func table() -> TextPlots.Table {
    TextPlots.Table(
      columns: [
        .init("tensor"), .init("shape", alignment: .right), .init("count", alignment: .right),
        .init("norm", alignment: .right),
      ],
      rows: zip(model.layout.tensors, model.parameterTensors).map { tensor, values in
        [
          tensor.name, tensor.shape.description, "\(tensor.shape.count)",
          formatted(values.squaredNorm.squareRoot()),
        ]
      })
  }

  func plot(_ request: PlotRequest) throws -> Plot {
    guard let training, !training.losses.isEmpty else {
      throw Problem(
        .notApplicable, "the model was not trained here, so there is no loss to plot.",
        remedies: ["train it first"])
    }
    return training.plot(request)
  }

  func defaultView() throws -> [OutputBlock] { [.table(table())] }
}
