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
    for tensor in model.parameterTensors { fingerprint.combine(tensor.scalars) }
    self.fingerprint = fingerprint
  }

  var kind: ObjectKind { .model }

  /// The layers in short: `13-20-3 tanh`.
  var architecture: String {
    var sizes = ["\(model.inputShape)"]
    var activations: [String] = []
    for layer in model.layers {
      if let linear = layer as? Linear {
        sizes.append("\(linear.outputs)")
      } else if let convolution = layer as? Convolution2D {
        sizes.append("conv\(convolution.outputs)")
      } else if activations.last != type(of: layer).typeName {
        activations.append(type(of: layer).typeName)
      }
    }
    return ([sizes.joined(separator: "-")] + activations).joined(separator: " ")
  }

  var headline: String {
    let state = training.map { " · \($0.headline)" } ?? " · not trained"
    return "\(architecture) · \(model.likelihood) · \(model.layout.count) parameters"
      + " · \(model.scalar.rawValue)\(state)"
  }

  func json(name: String) -> JSONValue {
    .object([
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
    ])
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
