import Tensors

/// The whole curvature matrix, `H = Σ Jᵀ Λ J`.
public struct FullCurvature: CurvatureSum, Equatable {
  /// The structure `full`.
  public static let structure = HessianStructure.full

  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  private var upperTriangle: Tensor<Double>

  /// The curvature of no data.
  public init(_ selection: ParameterSelection) {
    self.selection = selection
    upperTriangle = .zeros([selection.count, selection.count])
  }

  /// Adds `Gᵀ G` for the rows G of each column of the batch's square root.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    for cotangent in 0..<(sweep.sites.first?.cotangentCount ?? 0) {
      let rows = sweep.jacobianRows(
        cotangent: cotangent, parameterCount: selection.count, layout: selection.layout.offsets)
      Double.gram(
        rows.scalars, rows: rows.shape[0], order: selection.count, beta: 1,
        into: &upperTriangle.scalars)
    }
  }

  /// Adds the curvature of other data.
  public mutating func add(_ other: FullCurvature) { upperTriangle.add(other.upperTriangle) }

  /// H, of shape (P, P).
  public var matrix: Tensor<Double> {
    var matrix = upperTriangle
    matrix.mirrorUpperTriangle()
    return matrix
  }

  /// H, under the name `matrix`.
  public var tensors: [(name: String, tensor: Tensor<Double>)] { [("matrix", matrix)] }

  /// The curvature with a matrix that was written down.
  public init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    guard let matrix = tensors["matrix"], matrix.shape == [selection.count, selection.count] else {
      return nil
    }
    self.selection = selection
    upperTriangle = matrix
  }
}
