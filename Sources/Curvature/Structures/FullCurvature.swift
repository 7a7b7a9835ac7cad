import Tensors

/// The whole curvature matrix, `H = Σ Jᵀ Λ J = GᵀG`.
///
/// With fewer rows of G than parameters the rows are kept instead of the matrix (dual), so that a matrix
/// of P x P is never formed: `GGᵀ` has the same eigenvalues.
public struct FullCurvature: MergeableCurvature, Equatable {
  /// What is kept.
  public enum Storage: Equatable, Sendable {
    /// The upper triangle of H, of shape (P, P).
    case primal(Tensor<Double>)
    /// The rows of G.
    case dual(GradientRows)
  }

  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// What is kept.
  public private(set) var storage: Storage

  /// The curvature of no data, in the form that is smaller for the data to come: as many rows of G as
  /// given, or unknown.
  public init(_ selection: ParameterSelection, rowCount: Int? = nil) {
    self.selection = selection
    let count = selection.count
    storage =
      if let rowCount, GradientRows.byteCount(rows: rowCount, of: selection) < 8 * count * count {
        .dual(GradientRows(selection))
      } else {
        .primal(.zeros([count, count]))
      }
  }

  /// The structure `full`.
  public var structure: HessianStructure { .full }

  /// Adds `Gᵀ G` for the rows G of the batch's square root.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    let factors = sweep.factors(for: selection)
    switch storage {
    case .primal(var upperTriangle):
      storage = .primal(.zeros([0, 0]))
      upperTriangle.addGaussNewton(sweep, factors, selection)
      storage = .primal(upperTriangle)
    case .dual(var rows):
      storage = .primal(.zeros([0, 0]))
      rows.append(sweep, factors)
      storage = .dual(rows)
    }
  }

  /// Adds a matrix known by its products.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    var matrix = upperTriangle
    storage = .primal(.zeros([0, 0]))
    let order = selection.count
    try forEachUnitBlock(order: order) { units, range in
      let rows = try products(units)
      for (row, place) in range.enumerated() {
        for column in place..<order {
          matrix.scalars[place * order + column] += rows[row, column]
        }
      }
    }
    storage = .primal(matrix)
  }

  /// Adds the curvature of other data.
  public mutating func add(_ other: FullCurvature) {
    if case .dual(var rows) = storage, case .dual(let more) = other.storage,
      GradientRows.byteCount(rows: rows.count + more.count, of: selection)
        < 8 * selection.count * selection.count
    {
      rows.append(more)
      storage = .dual(rows)
    } else {
      var sum = upperTriangle
      sum.add(other.upperTriangle)
      storage = .primal(sum)
    }
  }

  /// H, of shape (P, P).
  public var matrix: Tensor<Double> { upperTriangle.mirroringUpperTriangle() }

  private var upperTriangle: Tensor<Double> {
    switch storage {
    case .primal(let upperTriangle): upperTriangle
    case .dual(let rows): rows.matrix.upperGram()
    }
  }

  /// H under the name `matrix`, or the rows of G.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    switch storage {
    case .primal: [("matrix", matrix)]
    case .dual(let rows): rows.tensors
    }
  }

  /// The curvature with numbers that were written down; nil when they do not fit.
  init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    self.selection = selection
    if let matrix = tensors["matrix"] {
      guard matrix.shape == [selection.count, selection.count] else { return nil }
      storage = .primal(matrix)
    } else {
      guard let rows = GradientRows(selection, tensors: tensors) else { return nil }
      storage = .dual(rows)
    }
  }
}

extension Tensor<Double> {
  /// Adds `Gᵀ G` of a batch to the upper triangle, some examples' rows of G at a time.
  fileprivate mutating func addGaussNewton<Source: TensorScalar>(
    _ sweep: NetworkSweep<Source>, _ factors: [BlockFactors<Source>],
    _ selection: ParameterSelection
  ) {
    if FactoredGram.isCheaper(for: factors, cotangentCount: sweep.cotangentCount) {
      return FactoredGram.add(factors, to: &self)
    }
    let batch = sweep.outputs.shape[0]
    let size = Swift.max(1, 1024 / Swift.max(1, sweep.cotangentCount))
    for start in stride(from: 0, to: batch, by: size) {
      let rows = sweep.gradients(
        start..<Swift.min(batch, start + size), of: selection, in: factors)
      Source.accumulateGram(
        rows.scalars, rows: rows.shape[0] * rows.shape[1], order: selection.count, into: &scalars)
    }
  }
}
