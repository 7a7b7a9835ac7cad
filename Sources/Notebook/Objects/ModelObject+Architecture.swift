import NeuralNetworks

extension ModelObject {
  /// The layers in short: `13-20-3 tanh`, `1x8x8-conv8-res8-res16-10 relu batchnorm avgpool2d`.
  ///
  /// First the shape of an input and what each layer with a matrix makes of it, then the other kinds of
  /// layers, each once.
  var architecture: String {
    var others: [String] = []
    let sizes = ["\(model.inputShape)"] + Self.sizes(of: model.layers, others: &others)
    return ([sizes.joined(separator: "-")] + others).joined(separator: " ")
  }

  private static func sizes(of layers: [any Layer], others: inout [String]) -> [String] {
    var sizes: [String] = []
    for layer in layers {
      let matrix = layer.parameters.first { $0.name == "weight" && $0.shape.rank > 1 }
      if let residual = layer as? Residual {
        var inner: [String] = []
        let body = Self.sizes(of: residual.body, others: &inner)
        for kind in inner where !others.contains(kind) { others.append(kind) }
        sizes.append("res" + (body.last?.drop { !$0.isNumber } ?? ""))
      } else if let shared = layer as? SharedLayer {
        sizes.append("again\(shared.layer)")
      } else if let matrix, !(layer is LayerNorm) {
        sizes.append((matrix.shape.rank > 2 ? "conv" : "") + "\(matrix.shape[0])")
      } else if !(layer is Flatten), !others.contains(type(of: layer).typeName) {
        others.append(type(of: layer).typeName)
      }
    }
    return sizes
  }
}
