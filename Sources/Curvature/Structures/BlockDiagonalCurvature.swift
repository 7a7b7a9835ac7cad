import Tensors

/// A dense curvature matrix for the parameters of each layer, and nothing between layers.
public struct BlockDiagonalCurvature: MergeableCurvature, Equatable {
  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// The curvature of each layer, in the order of the layers.
  public private(set) var layers: [FullCurvature]

  /// The curvature of no data; as many rows of each layer's square root are to come as given.
  public init(_ selection: ParameterSelection, rowCount: Int? = nil) {
    self.selection = selection
    layers = selection.layers.map { FullCurvature($0, rowCount: rowCount) }
  }

  /// The structure `block`.
  public var structure: HessianStructure { .blockDiagonal }

  /// Adds a batch to every layer.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    for index in layers.indices { layers[index].add(sweep) }
  }

  /// Adds the layers' blocks of a matrix known by its products.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    for (index, start) in starts.enumerated() {
      let places = Array(start..<start + layers[index].selection.count)
      try layers[index].add { vectors in
        try products(vectors.spread(to: places, of: selection.count)).selectingColumns(places)
      }
    }
  }

  /// Ends the pass of every layer.
  public mutating func finishPass() -> Bool {
    for index in layers.indices { _ = layers[index].finishPass() }
    return false
  }

  /// The bytes of all layers.
  public var byteCount: Int { layers.reduce(0) { $0 + $1.byteCount } }

  /// Adds the curvature of other data.
  public mutating func add(_ other: BlockDiagonalCurvature) {
    for index in layers.indices { layers[index].add(other.layers[index]) }
  }

  /// Where each layer's parameters start in the vector of selected parameters.
  public var starts: [Int] {
    var start = 0
    return layers.map { layer in
      defer { start += layer.selection.count }
      return start
    }
  }

  /// What each layer writes, under `layer.K.` and its name.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    layers.enumerated().flatMap { index, layer in
      layer.tensors.map { ("layer.\(index).\($0.name)", $0.tensor) }
    }
  }

  /// The curvature with numbers that were written down; nil when they do not fit.
  init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    self.selection = selection
    layers = []
    for (index, layer) in selection.layers.enumerated() {
      let prefix = "layer.\(index)."
      var own: [String: Tensor<Double>] = [:]
      for (name, tensor) in tensors where name.hasPrefix(prefix) {
        own[String(name.dropFirst(prefix.count))] = tensor
      }
      guard let curvature = FullCurvature(layer, tensors: own) else { return nil }
      layers.append(curvature)
    }
  }
}
