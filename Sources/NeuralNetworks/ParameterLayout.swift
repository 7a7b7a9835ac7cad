import Tensors

/// Where each parameter tensor of a network lies in the flat parameter vector θ.
///
/// θ holds the tensors in order of declaration, each flattened row-major.
public struct ParameterLayout: Hashable, Sendable {
  /// The names and shapes of the tensors.
  public let tensors: [ParameterDescription]
  /// Where each tensor starts in θ.
  public let offsets: [Int]
  /// The length P of θ.
  public let count: Int

  /// The layout of tensors in order.
  public init(_ tensors: [ParameterDescription]) {
    self.tensors = tensors
    var offsets: [Int] = []
    var count = 0
    for tensor in tensors {
      offsets.append(count)
      count += tensor.shape.count
    }
    self.offsets = offsets
    self.count = count
  }

  /// The places in θ of a tensor.
  public func range(of tensor: Int) -> Range<Int> {
    offsets[tensor]..<offsets[tensor] + tensors[tensor].shape.count
  }

  /// Checks that tensors are there, have the shapes of the layout and are finite.
  func check<Scalar: TensorScalar>(_ values: [Tensor<Scalar>]) throws(NetworkError) {
    for (index, expected) in tensors.enumerated() {
      guard index < values.count else { throw .missingParameter(name: expected.name) }
      guard values[index].shape == expected.shape else {
        throw .unexpectedParameter(
          name: expected.name, expected: expected.shape, found: values[index].shape)
      }
      guard values[index].isFinite else { throw .notFinite("parameter \(expected.name)") }
    }
  }
}

extension ParameterLayout {
  /// The modules that hold the tensors, outer before inner: `0`, `3`, `3.body`, `3.body.0`.
  public var modules: [String] {
    var modules: [String] = []
    for tensor in tensors {
      let path = tensor.name.split(separator: ".").dropLast()
      for length in 1...max(1, path.count) {
        let module = path.prefix(length).joined(separator: ".")
        if !module.isEmpty, !modules.contains(module) { modules.append(module) }
      }
    }
    return modules
  }

  /// The positions of tensors given by their names, as in `0.bias`.
  public func positions(ofTensors names: [String]) throws(NetworkError) -> Set<Int> {
    var positions: Set<Int> = []
    for name in names {
      guard let position = tensors.firstIndex(where: { $0.name == name }) else {
        throw .unknownName(name, of: "parameter", known: tensors.map(\.name))
      }
      positions.insert(position)
    }
    return positions
  }

  /// The positions of all tensors in modules given by their names, as in `0` or `3.body`.
  public func positions(inModules names: [String]) throws(NetworkError) -> Set<Int> {
    var positions: Set<Int> = []
    for name in names {
      let found = tensors.indices.filter { tensors[$0].name.hasPrefix("\(name).") }
      guard !name.isEmpty, !found.isEmpty else {
        throw .unknownName(name, of: "module with parameters", known: modules)
      }
      positions.formUnion(found)
    }
    return positions
  }
}
