import Curvature
import Tensors

extension CurvatureSum {
  /// The structure as one dense matrix, by its definition.
  package var denseMatrix: Tensor<Double>? {
    let count = selection.count
    var matrix = Tensor<Double>.zeros([count, count])
    switch self {
    case let full as FullCurvature: return full.matrix
    case let functional as FunctionalCurvature:
      return functional.structure.hasIndependentOutputs ? nil : functional.rows.matrix.gram()
    case let diagonal as DiagonalCurvature:
      for index in 0..<count { matrix.scalars[index * (count + 1)] = diagonal.diagonal[index] }
    case let blocks as BlockDiagonalCurvature:
      for (start, layer) in zip(blocks.starts, blocks.layers) {
        matrix.place(layer.matrix, at: start)
      }
    case let ekfac as EigenvalueCorrectedCurvature:
      for (index, block) in ekfac.selection.blocks.enumerated() {
        let vectors = ekfac.bases[index].vectors
        let scaled = vectors.transposed() * Tensor(ekfac.moments[index])
        matrix.place(DenseMatrix.product(scaled, vectors), at: block.range.lowerBound)
      }
    case let lowRank as LowRankCurvature:
      let scaled = lowRank.eigenvectors.transposed() * Tensor(lowRank.eigenvalues)
      return DenseMatrix.product(scaled, lowRank.eigenvectors)
    case let kronecker as KroneckerCurvature:
      for (block, factors) in zip(kronecker.selection.blocks, kronecker.factors) {
        matrix.place(
          factors.input.map { DenseMatrix.kronecker(factors.output, $0) } ?? factors.output,
          at: block.range.lowerBound)
      }
    default: return nil
    }
    return matrix
  }
}

extension KroneckerBasis {
  /// The eigenvectors of the block, one in each row.
  package var vectors: Tensor<Double> {
    input.map { DenseMatrix.kronecker(output, $0) } ?? output
  }
}

extension Tensor<Double> {
  /// Puts a square block on the diagonal.
  fileprivate mutating func place(_ block: Tensor<Double>, at start: Int) {
    for i in 0..<block.shape[0] {
      for j in 0..<block.shape[0] {
        scalars[(start + i) * shape[0] + start + j] = block[i, j]
      }
    }
  }
}
