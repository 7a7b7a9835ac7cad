import Curvature

/// Selected parameter tensors in named groups that share a prior precision.
public struct PriorGroups: Hashable, Sendable {
  /// The names of the groups.
  public let names: [String]
  /// For each selected tensor the place of its group among the names.
  public let groupOfTensor: [Int]

  /// The groups that tensors fall into by a name for each of them, in the order of their first members.
  public init(_ nameOfTensor: [String]) {
    var names: [String] = []
    groupOfTensor = nameOfTensor.map { name in
      if let place = names.firstIndex(of: name) { return place }
      names.append(name)
      return names.count - 1
    }
    self.names = names
  }

  /// Weights and biases apart, whatever their layer.
  public static func weightsAndBiases(of selection: ParameterSelection) -> PriorGroups {
    PriorGroups(
      selection.layout.tensors.map { $0.form == .bias ? "biases" : "weights" })
  }

  /// One group a layer.
  public static func layers(of selection: ParameterSelection) -> PriorGroups {
    PriorGroups(
      selection.layout.tensors.map { tensor in
        tensor.name.split(separator: ".").dropLast().joined(separator: ".")
      })
  }
}
