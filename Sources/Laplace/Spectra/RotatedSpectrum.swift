import Curvature
import LinearAlgebra
import Tensors

/// Curvature that is diagonal in eigenbases of Kronecker products: KFAC, EKFAC, and with the basis of unit
/// vectors the diagonal.
struct RotatedSpectrum: CurvatureSpectrum {
  private let selection: ParameterSelection
  private let blocks: [Block]

  private struct Block: Sendable {
    /// The eigenbases; nil where they are the unit vectors.
    let basis: KroneckerBasis?
    /// The curvature along the basis vectors.
    let values: [Double]
  }

  /// `B ⊗ A` has the eigenvalues `lᵢ mⱼ` of its factors.
  init(_ curvature: KroneckerCurvature) throws(LinearAlgebraError) {
    selection = curvature.selection
    var blocks: [Block] = []
    for factors in curvature.factors {
      let basis = try KroneckerBasis(factors)
      blocks.append(Block(basis: basis, values: basis.eigenvalues))
    }
    self.blocks = blocks
  }

  /// The second moments along the eigenvectors of `B ⊗ A`.
  init(_ curvature: EigenvalueCorrectedCurvature) {
    selection = curvature.selection
    blocks = zip(curvature.bases, curvature.moments).map { Block(basis: $0, values: $1) }
  }

  /// The diagonal: its entries are its eigenvalues.
  init(_ curvature: DiagonalCurvature) {
    selection = curvature.selection
    blocks = curvature.selection.blocks.map { block in
      Block(basis: nil, values: Array(curvature.diagonal[block.range]))
    }
  }

  func eigenvalues() throws(LinearAlgebraError) -> [Double] { blocks.flatMap(\.values) }

  func eigenvaluesByBlock() -> [SpectrumBlock]? {
    selection.tensors.indices.map { tensor in
      SpectrumBlock(
        tensors: tensor..<tensor + 1,
        eigenvalues: zip(selection.blocks, blocks).filter { $0.0.tensor == tensor }
          .flatMap(\.1.values))
    }
  }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    try RotatedPrecision(
      selection,
      zip(selection.blocks, blocks).map { part, block in
        .init(basis: block.basis, values: block.values, prior: prior.values(in: part))
      })
  }

  /// Where a matrix is shared by positions its gradients are written out, so that they are summed over
  /// the positions once.
  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection {
    let batchCount = sweep.outputs.shape[0]
    let parts = sweep.factors(for: selection).map { part in
      var gradients =
        blocks[part.block].basis.map { part.gradients.rotated(by: $0) } ?? part.gradients
      if case .matrix(let site) = gradients, site.positionCount > 1 {
        gradients = .elements(site.weightGradients(0..<batchCount).exchangingFirstAxes)
      }
      return RotatedProjection<Scalar>.Part(
        gradients: gradients, eigenvalues: blocks[part.block].values)
    }
    return RotatedProjection(
      parts: parts, batchCount: batchCount, outputCount: sweep.cotangentCount)
  }

  /// Eigenvectors are products of a block's own: each lies in one tensor wholly.
  func effectiveParameters() -> EffectiveParameterProfile {
    EffectiveParameterProfile(
      parts: selection.tensorRanges.map { range in
        .init(
          eigenvalues: zip(selection.blocks, blocks)
            .filter { range.contains($0.0.range.lowerBound) }.flatMap(\.1.values))
      })
  }

  func products(_ rows: Tensor<Double>) -> Tensor<Double> {
    var result = rows
    for (part, block) in zip(selection.blocks, blocks) {
      let own = rows.selectingColumns(Array(part.range))
      let rotated = (block.basis?.rotated(own) ?? own) * Tensor(block.values)
      result.setColumns(
        from: part.range.lowerBound, to: block.basis?.rotatedBack(rotated) ?? rotated)
    }
    return result
  }
}
