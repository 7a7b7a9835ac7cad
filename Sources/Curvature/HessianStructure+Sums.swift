import LinearAlgebra
import NeuralNetworks
import Tensors

extension HessianStructure {
  /// Why a curvature of some kind over some parameters, from data of a size if it is known, cannot have
  /// this structure; nil where it can.
  public func objection(
    to kind: CurvatureKind, over selection: ParameterSelection, exampleCount: Int? = nil
  ) -> String? {
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
    case .functional(let subset, _):
      if kind == .hessian {
        return
          "the noise of a Gaussian process is the inverse of a curvature in the outputs, which the "
          + "exact Hessian is not"
      }
      guard let subset else { return nil }
      if subset.count < 1 { return "a subset of the data holds at least one example" }
      if let exampleCount, subset.count > exampleCount {
        return "\(subset.count) examples cannot be drawn from \(exampleCount)"
      }
      return nil
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
    case .functional: FunctionalCurvature(selection, structure: self)
    }
  }

  /// About the bytes that the sum takes over some parameters of a model, for data of a size.
  public func byteCount<Scalar: TensorScalar>(
    for selection: ParameterSelection, of model: Model<Scalar>, exampleCount: Int,
    kind: CurvatureKind
  ) -> Int {
    let entries: Int
    switch self {
    case .full: entries = selection.count * selection.count
    case .blockDiagonal:
      entries = selection.layers.reduce(0) { $0 + $1.count * $1.count }
    case .kronecker: entries = Self.factorCount(selection)
    case .eigenvalueCorrected: entries = 2 * Self.factorCount(selection) + selection.count
    case .diagonal: entries = selection.count
    case .lowRank(let rank, _): entries = selection.count * (2 * (rank ?? 32) + 64)
    case .functional:
      let (examples, columns) = rowCount(of: model, exampleCount: exampleCount, kind: kind)
      let products = hasIndependentOutputs ? columns : columns * columns
      entries =
        examples * examples * products
        + GradientRows.entryCount(
          examples: examples, columns: columns, of: selection, in: model.network.siteShapes)
    }
    return entries * MemoryLayout<Double>.stride
  }

  /// The examples that the rows of a square root are kept of, and the rows of each.
  public func rowCount<Scalar: TensorScalar>(
    of model: Model<Scalar>, exampleCount: Int, kind: CurvatureKind
  ) -> (examples: Int, columns: Int) {
    (
      min(dataSubset?.count ?? exampleCount, exampleCount),
      hasIndependentOutputs ? model.network.outputCount : model.rootColumnCount(of: kind)
    )
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
    case .functional: return FunctionalCurvature(selection, structure: self, tensors: tensors)
    }
  }
}
