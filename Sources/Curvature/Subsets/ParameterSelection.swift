import NeuralNetworks
import Tensors

/// Some of a network's parameters, laid out one after the other in a vector of their own: whole tensors,
/// or some elements of them.
public struct ParameterSelection: Hashable, Sendable {
  /// The positions of the tensors that are touched among the network's, ascending.
  public let tensors: [Int]
  /// Names and whole shapes of these tensors.
  public let layout: ParameterLayout
  /// For each tensor the places of its selected elements, ascending; nil selects all.
  public let elements: [[Int]?]
  /// Where each tensor's selected elements start in the vector of selected parameters.
  public let offsets: [Int]
  /// The number P of selected parameters.
  public let count: Int
  /// The pieces that curvature is summed in, in the order of the vector.
  public let blocks: [ParameterBlock]

  /// The selection of whole tensors of a layout.
  public init(_ tensors: [Int], of layout: ParameterLayout) {
    self.init(tensors, elements: tensors.map { _ in nil }, of: layout)
  }

  /// The selection of elements of the flat parameter vector of a layout, ascending.
  public init(indices: [Int], of layout: ParameterLayout) {
    var tensors: [Int] = []
    var elements: [[Int]?] = []
    for tensor in layout.tensors.indices {
      let range = layout.range(of: tensor)
      let chosen = indices.filter(range.contains).map { $0 - range.lowerBound }
      guard !chosen.isEmpty else { continue }
      tensors.append(tensor)
      elements.append(chosen.count == range.count ? nil : chosen)
    }
    self.init(tensors, elements: elements, of: layout)
  }

  /// The selection of some or all elements of tensors of a layout.
  public init(_ tensors: [Int], elements: [[Int]?], of network: ParameterLayout) {
    self.tensors = tensors
    self.elements = elements
    layout = ParameterLayout(tensors.map { network.tensors[$0] })
    var offsets: [Int] = []
    var blocks: [ParameterBlock] = []
    var count = 0
    for (place, tensor) in layout.tensors.enumerated() {
      offsets.append(count)
      let selected = ParameterBlock.blocks(
        of: tensor, at: place, elements: elements[place], from: count)
      blocks += selected
      count += elements[place]?.count ?? tensor.shape.count
    }
    self.offsets = offsets
    self.blocks = blocks
    self.count = count
  }

  /// The places of a tensor's selected elements in the vector of selected parameters.
  public func range(of tensor: Int) -> Range<Int> {
    offsets[tensor]..<(tensor + 1 < offsets.count ? offsets[tensor + 1] : count)
  }

  /// The places of each selected tensor's parameters among the selected ones.
  public var tensorRanges: [Range<Int>] { tensors.indices.map(range) }

  /// The places of the selected parameters in the flat parameter vector of a network's layout.
  public func indices(in network: ParameterLayout) -> [Int] {
    zip(tensors, elements).flatMap { tensor, elements in
      let range = network.range(of: tensor)
      return elements.map { $0.map { range.lowerBound + $0 } } ?? Array(range)
    }
  }

  /// Whether every tensor that is touched is selected whole.
  public var isOfWholeTensors: Bool { elements.allSatisfy { $0 == nil } }

  /// The place among the touched tensors of one of the network's tensors.
  func place(of tensor: Int?) -> Int? {
    tensor.flatMap { tensors.firstIndex(of: $0) }
  }

  /// The selected parameters of a network as one vector in Double.
  public func vector<Scalar: TensorScalar>(of network: Network<Scalar>) -> [Double] {
    vector(of: network.parameters)
  }

  /// The selected elements of tensors of the network's layout as one vector in Double.
  public func vector<Scalar: TensorScalar>(of parameters: [Tensor<Scalar>]) -> [Double] {
    zip(tensors, elements).flatMap { tensor, elements in
      let values = Scalar.widened(parameters[tensor].scalars)
      return elements.map { $0.map { values[$0] } } ?? values
    }
  }

  /// Puts the elements of a vector into their places in tensors of the network's layout.
  public func write<Scalar: TensorScalar>(
    _ vector: [Double], to parameters: inout [Tensor<Scalar>]
  ) {
    for (place, tensor) in tensors.enumerated() {
      let values = Scalar.narrowed(Array(vector[range(of: place)]))
      guard let elements = elements[place] else {
        parameters[tensor].scalars = values
        continue
      }
      for (element, value) in zip(elements, values) { parameters[tensor].scalars[element] = value }
    }
  }

  /// Rows over the selected parameters as one tensor for each touched tensor, zeros in its other
  /// elements: (S, P) to (S, …) each.
  func byTensor<Scalar: TensorScalar>(
    _ rows: Tensor<Double>, as type: Scalar.Type
  ) -> [Tensor<Scalar>] {
    tensors.indices.map { place in
      let shape = layout.tensors[place].shape
      let own = rows.selectingColumns(Array(range(of: place)))
      let whole = elements[place].map { own.spread(to: $0, of: shape.count) } ?? own
      return whole.reshaped([rows.shape[0]] + shape).converted(to: type)
    }
  }

  /// The selected tensors that belong to one layer, for every layer that has any.
  public var layers: [ParameterSelection] {
    var groups: [(name: Substring, places: [Int])] = []
    for (place, tensor) in layout.tensors.enumerated() {
      let name = tensor.name.dropLast(tensor.name.split(separator: ".").last?.count ?? 0)
      if groups.last?.name == name {
        groups[groups.count - 1].places.append(place)
      } else {
        groups.append((name, [place]))
      }
    }
    return groups.map { group in
      ParameterSelection(
        group.places.map { tensors[$0] }, elements: group.places.map { elements[$0] },
        layout: ParameterLayout(group.places.map { layout.tensors[$0] }))
    }
  }

  private init(_ tensors: [Int], elements: [[Int]?], layout: ParameterLayout) {
    let local = ParameterSelection(
      Array(layout.tensors.indices), elements: elements, of: layout)
    self.tensors = tensors
    self.elements = elements
    self.layout = local.layout
    offsets = local.offsets
    count = local.count
    blocks = local.blocks
  }
}
