import Curvature
import LinearAlgebra
import Tensors

/// Curvature that is diagonal in eigenbases of Kronecker products: KFAC, EKFAC, and with the basis of unit
/// vectors the diagonal.
///
/// Activations and cotangents are rotated into these bases, never a Jacobian.
struct RotatedSpectrum: CurvatureSpectrum {
  private let selection: ParameterSelection
  private let blocks: [Block]

  private struct Block: Sendable {
    /// The eigenbases; nil where they are the unit vectors.
    let basis: KroneckerBasis?
    /// The curvature along the basis vectors.
    let values: [Double]

    func variances(_ relativePrecision: Double) -> [Double] {
      values.map { 1 / ($0 + relativePrecision) }
    }

    func rotated<Scalar: TensorScalar>(
      _ gradients: BlockFactors<Scalar>.Gradients
    ) -> BlockFactors<Scalar>.Gradients {
      basis.map { gradients.rotated(by: $0) } ?? gradients
    }
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

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let count = sweep.cotangentCount
    var total = Tensor<Double>.zeros([sweep.outputs.shape[0], count, count])
    for part in sweep.factors(for: selection) {
      let block = blocks[part.block]
      total.accumulate(
        block.rotated(part.gradients).covariance(block.variances(relativePrecision)))
    }
    return total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>], relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let whitened = sweeps.map { sweep in
      let count = sweep.outputs.shape[0] * sweep.cotangentCount
      var rows = Tensor<Double>.zeros([count, selection.count])
      for part in sweep.factors(for: selection) {
        let block = blocks[part.block]
        let rotated = BlockFactors(
          block: part.block, range: part.range, gradients: block.rotated(part.gradients))
        let gradients = rotated.gradients(0..<sweep.outputs.shape[0])
          .reshaped([count, part.range.count]).converted(to: Double.self)
        let deviations = Tensor(block.variances(relativePrecision)).mapped(.squareRoot)
        rows.setColumns(from: part.range.lowerBound, to: gradients * deviations)
      }
      return rows
    }
    let rows = Tensor.concatenated(whitened)
    return rows.matrixProduct(rows, transposingOther: true)
  }
}
