import LinearAlgebra
import Tensors

/// The whole curvature matrix, `H = Σ Jᵀ Λ J = GᵀG`.
///
/// With fewer rows of G than parameters the rows are kept instead of the matrix (dual), so that a matrix
/// of P x P is never formed: `GGᵀ` has the same eigenvalues.
public struct FullCurvature: MergeableCurvature, Equatable {
  /// What is kept.
  public enum Storage: Equatable, Sendable {
    /// H, once the data was seen.
    case primal(SymmetricMatrix<Double>)
    /// The upper triangle of H in a square, while data is added.
    case open(Tensor<Double>)
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
        .open(.zeros([count, count]))
      }
  }

  /// The structure `full`.
  public var structure: HessianStructure { .full }

  /// Adds `Gᵀ G` for the rows G of the batch's square root.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    let factors = sweep.factors(for: selection)
    switch storage {
    case .primal, .open:
      var square = takeSquare()
      square.addGaussNewton(sweep, factors, selection)
      storage = .open(square)
    case .dual(var rows):
      storage = .open(.zeros([0, 0]))
      rows.append(sweep, factors)
      storage = .dual(rows)
    }
  }

  /// Adds a matrix known by its products.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    var matrix = takeSquare()
    let order = selection.count
    try forEachUnitBlock(order: order) { units, range in
      let rows = try products(units)
      for (row, place) in range.enumerated() {
        for column in place..<order {
          matrix.scalars[place * order + column] += rows[row, column]
        }
      }
    }
    storage = .open(matrix)
  }

  /// Folds H into half of its square.
  public mutating func finishPass() -> Bool {
    if case .open(let square) = storage {
      storage = .primal(SymmetricMatrix(upperTriangle: square))
    }
    return false
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
      var sum = takeSquare()
      sum.add(other.square)
      storage = .open(sum)
      _ = finishPass()
    }
  }

  /// H, of shape (P, P).
  public var matrix: Tensor<Double> {
    var square = square
    square.mirrorUpperTriangle()
    return square
  }

  /// H in half of a square.
  public var symmetric: SymmetricMatrix<Double> {
    guard case .primal(let matrix) = storage else {
      return SymmetricMatrix(upperTriangle: square)
    }
    return matrix
  }

  /// The upper triangle of H in a square.
  private var square: Tensor<Double> {
    switch storage {
    case .primal(let matrix): matrix.square
    case .open(let square): square
    case .dual(let rows): rows.matrix.upperGram()
    }
  }

  /// The upper triangle of H in a square that nothing else holds.
  private mutating func takeSquare() -> Tensor<Double> {
    let square = square
    storage = .open(.zeros([0, 0]))
    return square
  }

  /// H under the name `matrix`, or the rows of G.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    switch storage {
    case .primal, .open: [("matrix", matrix)]
    case .dual(let rows): rows.tensors
    }
  }

  /// The bytes that the sum takes.
  public var byteCount: Int {
    switch storage {
    case .primal(let matrix): matrix.order * (matrix.order + 1) / 2 * MemoryLayout<Double>.stride
    case .open(let square): square.count * MemoryLayout<Double>.stride
    case .dual(let rows):
      rows.tensors.reduce(0) { $0 + $1.tensor.count } * MemoryLayout<Double>.stride
    }
  }

  /// The curvature with numbers that were written down; nil when they do not fit.
  init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    self.selection = selection
    if let matrix = tensors["matrix"] {
      guard matrix.shape == [selection.count, selection.count] else { return nil }
      storage = .primal(SymmetricMatrix(upperTriangle: matrix))
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
