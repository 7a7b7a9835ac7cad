import NeuralNetworks
import Tensors

/// The weights that get a posterior; the others stay at their trained values.
public enum WeightSubset: String, Sendable, CaseIterable, Codable {
  /// Every weight.
  case all
  /// The weight and bias of the last layer that has parameters.
  case lastLayer = "last"

  /// The parameter tensors of a network that belong to the subset.
  public func selection<Scalar: TensorScalar>(in network: Network<Scalar>) -> ParameterSelection {
    switch self {
    case .all:
      return ParameterSelection(Array(network.layout.tensors.indices), of: network.layout)
    case .lastLayer:
      let count = network.layers.last { !$0.parameters.isEmpty }?.parameters.count ?? 0
      return ParameterSelection(
        Array(network.layout.tensors.indices.suffix(count)), of: network.layout)
    }
  }
}

/// Some of a network's parameter tensors, laid out one after the other in a vector of their own.
public struct ParameterSelection: Hashable, Sendable {
  /// The positions of the selected tensors among the network's, ascending.
  public let tensors: [Int]
  /// Names, shapes and places of the selected tensors in the vector of selected parameters.
  public let layout: ParameterLayout

  /// The selection of tensors of a layout.
  public init(_ tensors: [Int], of layout: ParameterLayout) {
    self.tensors = tensors
    self.layout = ParameterLayout(tensors.map { layout.tensors[$0] })
  }

  /// The number P of selected parameters.
  public var count: Int { layout.count }

  /// The place among the selected tensors of one of the network's tensors.
  func block(of tensor: Int?) -> Int? {
    tensor.flatMap { tensors.firstIndex(of: $0) }
  }

  /// The selected parameters of a network as one vector in Double.
  public func vector<Scalar: TensorScalar>(of network: Network<Scalar>) -> [Double] {
    tensors.flatMap { Scalar.widened(network.parameters[$0].scalars) }
  }
}
