import Datasets
import NeuralNetworks
import Parallelism
import Tensors

extension WeightSubset {
  /// The parameters of a model that belong to the subset; data is asked for the subsets that are chosen
  /// by what it says about the weights.
  public func selection<Scalar: TensorScalar>(
    in model: Model<Scalar>, on data: Dataset<Scalar>, cancellation: Cancellation = Cancellation()
  ) throws -> ParameterSelection {
    let layout = model.network.layout
    let free = layout.tensors.indices.filter { !model.frozen.contains($0) }
    let selection: ParameterSelection
    switch self {
    case .all, .lastLayer:
      selection = ParameterSelection(tensors(in: model) ?? [], of: layout)
    case .indices(let indices):
      selection = ParameterSelection(indices: try checked(indices, of: layout), of: layout)
    case .parameters(let names):
      selection = ParameterSelection(try tensors(names, of: layout, isModule: false), of: layout)
    case .modules(let names):
      selection = ParameterSelection(try tensors(names, of: layout, isModule: true), of: layout)
    case .largestMagnitude(let count):
      let magnitudes = model.network.flatParameters.map(abs)
      selection = try largest(count, of: magnitudes, among: free, layout)
    case .largestVariance(let count):
      let all = ParameterSelection(Array(layout.tensors.indices), of: layout)
      let estimate = try CurvatureEstimate(
        of: model, on: data, kind: .generalizedGaussNewton, selection: all,
        structures: [.diagonal], cancellation: cancellation)
      let diagonal = (estimate.sums[0] as? DiagonalCurvature)?.diagonal ?? []
      selection = try largest(count, of: diagonal.map { -$0 }, among: free, layout)
    case .largestSWAGVariance(let count, let options):
      let variances = try SWAGVariance.variances(
        of: model, on: data, options: options, cancellation: cancellation)
      selection = try largest(count, of: variances, among: free, layout)
    case .random(let count, let seed):
      var random = RandomStream(seed: seed)
      let scores = (0..<layout.count).map { _ in random.uniform() }
      selection = try largest(count, of: scores, among: free, layout)
    }
    guard selection.count > 0 else { throw SubsetError.empty }
    return selection
  }

  /// The tensors of a subset that is told by the network alone: all that are not frozen, or those of the
  /// last layer; nil for the others.
  public func tensors<Scalar: TensorScalar>(in model: Model<Scalar>) -> [Int]? {
    switch self {
    case .all: model.network.layout.tensors.indices.filter { !model.frozen.contains($0) }
    case .lastLayer: model.network.lastLayerTensors.filter { !model.frozen.contains($0) }
    default: nil
    }
  }

  private func checked(_ indices: [Int], of layout: ParameterLayout) throws(SubsetError) -> [Int] {
    let sorted = indices.sorted()
    if let wrong = sorted.first(where: { !(0..<layout.count).contains($0) }) {
      throw .indexOutOfRange(wrong, count: layout.count)
    }
    if let (twice, _) = zip(sorted, sorted.dropFirst()).first(where: { $0 == $1 }) {
      throw .repeatedIndex(twice)
    }
    return sorted
  }

  private func tensors(
    _ names: [String], of layout: ParameterLayout, isModule: Bool
  ) throws(SubsetError) -> [Int] {
    var chosen: Set<Int> = []
    for name in names {
      let found = layout.tensors.indices.filter { index in
        let tensor = layout.tensors[index].name
        return isModule ? tensor.hasPrefix(name + ".") : tensor == name
      }
      guard !found.isEmpty else {
        throw .unknownName(
          name, names: isModule ? Self.modules(of: layout) : layout.tensors.map(\.name))
      }
      chosen.formUnion(found)
    }
    return chosen.sorted()
  }

  /// The names of the layers that have parameters.
  private static func modules(of layout: ParameterLayout) -> [String] {
    var names: [String] = []
    for tensor in layout.tensors {
      let name = tensor.name.split(separator: ".").dropLast().joined(separator: ".")
      if names.last != name { names.append(name) }
    }
    return names
  }

  /// The places of the largest scores among the tensors that are not frozen; of equals the first.
  private func largest(
    _ count: Int, of scores: [Double], among tensors: [Int], _ layout: ParameterLayout
  ) throws(SubsetError) -> ParameterSelection {
    let free = tensors.flatMap { Array(layout.range(of: $0)) }
    guard count > 0, count <= free.count else { throw .count(count, of: free.count) }
    let chosen = free.sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(count)
    return ParameterSelection(indices: chosen.sorted(), of: layout)
  }
}

/// A subset of weights that does not exist.
public enum SubsetError: Error, Equatable, CustomStringConvertible {
  /// The subset holds no parameter.
  case empty
  /// A place beyond the end of the parameter vector.
  case indexOutOfRange(Int, count: Int)
  /// A place that is named twice.
  case repeatedIndex(Int)
  /// A name that no parameter tensor or layer has.
  case unknownName(String, names: [String])
  /// A number of weights that cannot be chosen.
  case count(Int, of: Int)

  /// The fault in words.
  public var description: String {
    switch self {
    case .empty: "the subset holds no parameter"
    case .indexOutOfRange(let index, let count):
      "index \(index) is outside the parameter vector, whose places are 0 to \(count - 1)"
    case .repeatedIndex(let index): "index \(index) is named twice"
    case .unknownName(let name, let names):
      "there is no '\(name)' among \(names.joined(separator: ", "))"
    case .count(let count, let total):
      "\(count) weights cannot be chosen among \(total)"
    }
  }
}
