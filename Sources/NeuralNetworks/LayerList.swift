import Tensors

/// What a list of layers has as a whole: the names of its tensors are preceded by the layer's position.
extension [any Layer] {
  /// The parameter tensors of all layers, in order.
  public var parameters: [ParameterDescription] {
    enumerated().flatMap { position, layer in
      layer.parameters.map { $0.inside("\(position)") }
    }
  }

  /// The statistics of all layers, in order.
  public var statistics: [ParameterDescription] {
    enumerated().flatMap { position, layer in
      layer.statistics.map { $0.inside("\(position)") }
    }
  }

  /// Random parameters to start training from.
  func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    flatMap { $0.initialParameters(using: &random) }
  }

  /// The statistics before any training.
  func initialStatistics() -> [Tensor<Double>] { flatMap { $0.initialStatistics() } }

  /// The shape of one output of a network of these layers, for inputs of a shape; what makes no sense or
  /// does not fit is told with the layer's position.
  ///
  /// Layers that come from outside are asked this first: sizes that make no sense have no parameters.
  public func networkOutputShape(for input: Shape) throws(NetworkError) -> Shape {
    try actingPositions().map { self[$0] }.outputShape(for: input)
  }

  /// The shape of one output for inputs of a shape, for layers that stand for themselves.
  func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard input.isReasonable else {
      throw .invalidLayer(layer: 0, type: "input", reason: "shape \(input) is too large")
    }
    var shape = input
    for (position, layer) in enumerated() {
      do {
        shape = try layer.outputShape(for: shape)
      } catch .unexpectedInput(_, let type, let expected, let found) {
        throw .unexpectedInput(layer: position, type: type, expected: expected, found: found)
      } catch .invalidLayer(_, let type, let reason) {
        throw .invalidLayer(layer: position, type: type, reason: reason)
      } catch {
        throw error
      }
      guard shape.isReasonable else {
        throw .invalidLayer(
          layer: position, type: type(of: layer).typeName,
          reason: "an output of shape \(shape) is too large")
      }
    }
    return shape
  }
}

extension Shape {
  /// Whether the number of elements stays far below what overflows, though above what can be computed with.
  fileprivate var isReasonable: Bool {
    var count = 1
    for length in lengths {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: length)
      guard !isTooLarge, product < 1 << 40 else { return false }
      count = product
    }
    return true
  }
}
