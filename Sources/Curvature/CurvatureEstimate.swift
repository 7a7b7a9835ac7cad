import Autodiff
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

/// The loss and the curvature of a model on data, in any number of structures and over any number of
/// subsets of the weights, from the same sweeps.
public struct CurvatureEstimate: Sendable {
  /// A structure over some parameters.
  public struct Request: Hashable, Sendable {
    /// The parameters.
    public let selection: ParameterSelection
    /// The structure.
    public let structure: HessianStructure

    /// A structure over some parameters.
    public init(_ structure: HessianStructure, over selection: ParameterSelection) {
      self.structure = structure
      self.selection = selection
    }
  }

  /// The curvature of each request, in that order.
  public private(set) var sums: [any CurvatureSum]
  /// The negative log likelihood at unit noise, summed over the data, without its constant.
  public private(set) var loss = 0.0
  /// The number N of examples seen.
  public let exampleCount: Int
  /// The number of passes over the data: one, unless a structure asked for more.
  public private(set) var passCount = 0

  /// Sweeps over the data, a batch at a time; neither order nor size of the batches changes the result
  /// beyond rounding.
  ///
  /// Structures on a subset of the data sweep over that alone; of the other examples only the loss is
  /// asked, which needs no way back. Without a batch size, batches are as large as keeps their activations
  /// and cotangents small. Data that follows other data takes the random streams of the examples after
  /// those.
  public init<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, kind: CurvatureKind,
    requests: [Request], following examplesBefore: Int = 0, batchSize: Int? = nil,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try model.check(data)
    for request in requests {
      if let reason = request.structure.objection(
        to: kind, over: request.selection, exampleCount: data.count)
      {
        throw CurvatureError.meaningless(
          structure: request.structure.description, kind: kind.description, reason: reason)
      }
    }
    exampleCount = data.count
    let rowCount = kind == .hessian ? nil : data.count * model.rootColumnCount(of: kind)
    sums = requests.map { $0.structure.zero(for: $0.selection, rowCount: rowCount) }
    let first = requests.compactMap(\.selection.tensors.first).min() ?? 0
    let size = batchSize ?? model.sweepBatchSize(for: kind, backTo: first)
    let batches = try Batches(count: data.count, size: size).rows(inEpoch: 0)
    var open = sums.indices.filter { !requests[$0].structure.isFunctional }
    while !open.isEmpty || passCount == 0 {
      var seen = 0
      for rows in batches {
        try cancellation.check()
        let batch = data.selecting(rows)
        if kind == .hessian {
          try addHessian(of: model, on: batch, to: open, cancellation)
        } else {
          try addSweep(of: model, on: batch, rows.map { examplesBefore + $0 }, kind, to: open)
        }
        seen += rows.count
        progress.report(seen, of: data.count)
      }
      passCount += 1
      open = try open.filter { try sums[$0].finishPass() }
    }
    for (index, request) in requests.enumerated() where request.structure.isFunctional {
      sums[index] = try FunctionalCurvature(
        of: model, on: data, kind: kind, selection: request.selection,
        structure: request.structure, batchSize: size, cancellation: cancellation)
    }
  }

  /// Sweeps over the data for several structures of the same parameters.
  public init<Scalar: TensorScalar>(
    of model: Model<Scalar>, on data: Dataset<Scalar>, kind: CurvatureKind,
    selection: ParameterSelection, structures: [HessianStructure], batchSize: Int? = nil,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws {
    try self.init(
      of: model, on: data, kind: kind, requests: structures.map { Request($0, over: selection) },
      batchSize: batchSize, cancellation: cancellation, progress: progress)
  }

  private mutating func addSweep<Scalar: TensorScalar>(
    of model: Model<Scalar>, on batch: Dataset<Scalar>, _ rows: [Int], _ kind: CurvatureKind,
    to open: [Int]
  ) throws {
    let likelihood = model.rules
    let tensors = open.reduce(into: Set<Int>()) { $0.formUnion(sums[$1].selection.tensors) }
    let sweep = NetworkSweep(model.network, inputs: batch.inputs, tensors: tensors) {
      kind.outputCotangents(at: $0, batch.targets, likelihood, rows: rows)
    }
    try addLoss(likelihood, sweep.outputs, batch.targets)
    for index in open { sums[index].add(sweep) }
  }

  private mutating func addHessian<Scalar: TensorScalar>(
    of model: Model<Scalar>, on batch: Dataset<Scalar>, to open: [Int],
    _ cancellation: Cancellation
  ) throws {
    var products: [ParameterSelection: HessianProduct<Scalar>] = [:]
    for index in open {
      let selection = sums[index].selection
      let product = products[selection] ?? HessianProduct(model, batch, selection)
      products[selection] = product
      try sums[index].add { vectors in
        try cancellation.check()
        return product(vectors)
      }
    }
    guard let outputs = products.values.first?.outputs else { return }
    try addLoss(model.rules, outputs, batch.targets)
  }

  private mutating func addLoss<Scalar: TensorScalar>(
    _ likelihood: any Likelihood, _ outputs: Tensor<Scalar>, _ targets: Targets
  ) throws {
    guard outputs.isFinite else { throw NetworkError.notFinite("an output of the network") }
    guard passCount == 0 else { return }
    loss +=
      likelihood.negativeLogLikelihood(
        Variable(outputs.converted(to: Double.self)), targets
      ).value.item
  }
}

/// A curvature that has no meaning.
public enum CurvatureError: Error, Equatable, CustomStringConvertible {
  /// A structure that a kind of curvature cannot have.
  case meaningless(structure: String, kind: String, reason: String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .meaningless(let structure, let kind, let reason):
      "structure=\(structure) with curvature=\(kind) has no meaning: \(reason)"
    }
  }
}
