import LinearAlgebra
import NeuralNetworks
import Tensors

extension HessianStructure {
  /// Why a curvature of some kind over some parameters cannot have this structure; nil where it can.
  public func objection(to kind: CurvatureKind, over selection: ParameterSelection) -> String? {
    switch self {
    case .kronecker, .eigenvalueCorrected:
      if kind == .hessian {
        return
          "Kronecker factors come from a square root of the curvature, which the exact Hessian "
          + "does not have"
      }
      if !selection.isOfWholeTensors {
        return "single elements of a tensor have no Kronecker factors"
      }
      return nil
    case .full, .blockDiagonal, .diagonal, .lowRank: return nil
    }
  }

  /// The sum of curvature of this structure over no data, with as many rows of a square root to come as
  /// given, or none.
  public func zero(for selection: ParameterSelection, rowCount: Int? = nil) -> any CurvatureSum {
    switch self {
    case .full: FullCurvature(selection, rowCount: rowCount)
    case .blockDiagonal: BlockDiagonalCurvature(selection, rowCount: rowCount)
    case .kronecker(let sharing): KroneckerCurvature(selection, sharing: sharing)
    case .eigenvalueCorrected(let sharing):
      EigenvalueCorrectedCurvature(selection, sharing: sharing)
    case .diagonal: DiagonalCurvature(selection)
    case .lowRank(let rank, let tolerance):
      LowRankCurvature(selection, rank: rank, tolerance: tolerance)
    }
  }

  /// About the bytes that the sum takes over some parameters.
  public func byteCount(for selection: ParameterSelection) -> Int {
    let entries: Int
    switch self {
    case .full: entries = selection.count * selection.count
    case .blockDiagonal:
      entries = selection.layers.reduce(0) { $0 + $1.count * $1.count }
    case .kronecker: entries = Self.factorCount(selection)
    case .eigenvalueCorrected: entries = 2 * Self.factorCount(selection) + selection.count
    case .diagonal: entries = selection.count
    case .lowRank(let rank, _): entries = selection.count * (2 * (rank ?? 32) + 64)
    }
    return entries * MemoryLayout<Double>.stride
  }

  /// The numbers in the Kronecker factors.
  private static func factorCount(_ selection: ParameterSelection) -> Int {
    selection.blocks.reduce(0) { sum, block in
      guard case .matrix(let outputs, let inputs) = block.form else {
        return sum + block.range.count * block.range.count
      }
      return sum + outputs * outputs + inputs * inputs
    }
  }

  /// The sum made up of numbers that were written down; nil when they do not fit.
  public func sum(
    for selection: ParameterSelection, tensors: [String: Tensor<Double>]
  ) throws(LinearAlgebraError) -> (any CurvatureSum)? {
    switch self {
    case .full: return FullCurvature(selection, tensors: tensors)
    case .blockDiagonal: return BlockDiagonalCurvature(selection, tensors: tensors)
    case .kronecker(let sharing):
      return KroneckerCurvature(selection, sharing: sharing, tensors: tensors)
    case .eigenvalueCorrected(let sharing):
      return try EigenvalueCorrectedCurvature(selection, sharing: sharing, tensors: tensors)
    case .diagonal: return DiagonalCurvature(selection, tensors: tensors)
    case .lowRank: return LowRankCurvature(selection, structure: self, tensors: tensors)
    }
  }
}
