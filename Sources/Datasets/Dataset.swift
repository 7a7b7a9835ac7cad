import RealModule
import Tensors

/// Examples to learn from: inputs, and what a network should answer to each.
///
/// Everything in it is finite, every label lies in range and the counts agree: the initialiser
/// refuses the rest.
public struct Dataset<Scalar: TensorScalar>: Equatable, Sendable {
  /// The inputs, one example along the first axis: `[N, features...]`.
  public let inputs: Tensor<Scalar>
  /// What the network should answer.
  public let targets: Targets
  /// A name for every feature; empty where the features have two axes or more, as in images.
  public let inputNames: [String]
  /// A name for every column of numeric targets, or the one name of the class column.
  public let targetNames: [String]
  /// A name for every class; empty when the targets are not classes.
  public let classNames: [String]

  /// Checks inputs against targets and names them; a name list left out is made up.
  ///
  /// Inputs with one axis are taken as one feature, such targets as one output. Made-up names are `x1, x2, ...` for features,
  /// `y1, y2, ...` (one alone: `y`) for targets and the numbers from 0 for classes.
  public init(
    inputs: Tensor<Scalar>, targets: Targets, inputNames: [String] = [],
    targetNames: [String] = [], classNames: [String] = []
  ) throws(DatasetError) {
    guard inputs.shape.rank > 0, inputs.shape[0] > 0 else { throw .examples(.none) }
    let inputs = inputs.asRows
    let targets = targets.asRows
    try Self.check(inputs, against: targets)
    self.inputs = inputs
    self.targets = targets
    self.inputNames = try checkedNames(
      inputNames, of: "inputs", or: defaultNames("x", count: inputs.defaultNameCount))
    self.targetNames = try checkedNames(
      targetNames, of: "targets", or: defaultNames("y", count: targets.columnCount))
    self.classNames = try checkedNames(
      classNames, of: "classes", or: (0..<targets.classCount).map(String.init))
    try checkFinite(inputs, names: self.inputNames)
    if case .values(let values) = targets { try checkFinite(values, names: self.targetNames) }
  }

  /// The number of examples.
  public var count: Int { inputs.shape[0] }

  /// The shape of one example.
  public var exampleShape: Shape { inputs.shape.dropFirst() }

  private static func check(
    _ inputs: Tensor<Scalar>, against targets: Targets
  ) throws(DatasetError) {
    if case .values(let values) = targets, values.shape.rank != 2 {
      throw .examples(.targetShape(values.shape))
    }
    try targets.checkLabels()
    if let count = targets.count, count != inputs.shape[0] {
      throw .examples(.countMismatch(inputs: inputs.shape[0], targets: count))
    }
  }
}

extension Targets {
  /// The targets, a vector of numbers turned into one column.
  fileprivate var asRows: Targets {
    if case .values(let values) = self { .values(values.asRows) } else { self }
  }

  fileprivate var columnCount: Int {
    switch self {
    case .values(let values): values.shape[1]
    case .classes, .sequences: 1
    case .none: 0
    }
  }

  fileprivate var classCount: Int {
    switch self {
    case .classes(_, let classCount), .sequences(_, _, let classCount): classCount
    case .values, .none: 0
    }
  }
}

extension Tensor {
  /// The tensor, a vector turned into a matrix of one column.
  fileprivate var asRows: Tensor {
    shape.rank == 1 ? Tensor(shape: shape + [1], scalars: scalars) : self
  }

  fileprivate var defaultNameCount: Int { shape.rank == 2 ? shape[1] : 0 }
}

private func defaultNames(_ letter: String, count: Int) -> [String] {
  if letter == "y" && count == 1 { return [letter] }
  return (0..<count).map { "\(letter)\($0 + 1)" }
}

private func checkedNames(
  _ names: [String], of what: String, or defaults: [String]
) throws(DatasetError) -> [String] {
  if names.isEmpty { return defaults }
  guard names.count == defaults.count else {
    throw .examples(.nameCount(of: what, expected: defaults.count, found: names.count))
  }
  return names
}

private func checkFinite<Scalar>(
  _ tensor: Tensor<Scalar>, names: [String]
) throws(DatasetError) {
  guard let index = tensor.scalars.firstIndex(where: { !$0.isFinite }) else { return }
  let width = tensor.shape.dropFirst().count
  let feature = index % width
  throw .examples(
    .notFinite(
      row: index / width + 1,
      column: feature < names.count ? names[feature] : "\(feature + 1)"))
}
