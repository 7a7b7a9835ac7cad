/// A layer at work in a network, and where its tensors are among the network's.
struct LayerStep: Sendable {
  let layer: any Layer
  let place: LayerPlace

  /// The steps through layers whose shapes have been checked; a shared layer is a step of the layer it
  /// shares.
  static func steps(through layers: [any Layer]) throws(NetworkError) -> [LayerStep] {
    var place = LayerPlace(parameter: 0, statistic: 0)
    let own = layers.map { layer in
      defer { place = place.after(layer) }
      return LayerStep(layer: layer, place: place)
    }
    return try layers.actingPositions().map { own[$0] }
  }
}

extension [any Layer] {
  /// The position of the layer that acts at each position: its own, or that of the layer it shares.
  func actingPositions() throws(NetworkError) -> [Int] {
    var positions: [Int] = []
    for (position, layer) in enumerated() {
      guard let shared = layer as? SharedLayer else {
        positions.append(position)
        continue
      }
      guard positions.indices.contains(shared.layer) else {
        throw .invalidLayer(
          layer: position, type: SharedLayer.typeName,
          reason: "there is no layer \(shared.layer) before it")
      }
      positions.append(positions[shared.layer])
    }
    return positions
  }
}
