/// How much of the curvature matrix is kept.
public enum HessianStructure: String, Sendable, CaseIterable, Codable {
  /// The whole matrix.
  case full
  /// A Kronecker product for each parameter tensor (KFAC).
  case kronecker = "kron"
  /// The diagonal.
  case diagonal = "diag"

  /// The sum of curvature of this structure over no data.
  public func zero(for selection: ParameterSelection) -> any CurvatureSum {
    switch self {
    case .full: FullCurvature(selection)
    case .kronecker: KroneckerCurvature(selection)
    case .diagonal: DiagonalCurvature(selection)
    }
  }

  /// The bytes that the sum takes.
  public func byteCount(for selection: ParameterSelection) -> Int {
    let entries =
      switch self {
      case .full: selection.count * selection.count
      case .kronecker:
        selection.layout.tensors.reduce(0) { sum, tensor in
          sum + tensor.shape[0] * tensor.shape[0]
            + (tensor.shape.rank > 1
              ? tensor.shape.dropFirst().count * tensor.shape.dropFirst().count : 0)
        }
      case .diagonal: selection.count
      }
    return entries * MemoryLayout<Double>.stride
  }
}
