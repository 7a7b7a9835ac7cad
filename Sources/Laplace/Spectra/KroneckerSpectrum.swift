import Curvature
import LinearAlgebra
import Tensors

/// Kronecker-factored curvature in the eigenbases of its factors.
///
/// A block `B ⊗ A` has the eigenvalues `lᵢ mⱼ` of its factors, and the eigenvectors are Kronecker
/// products: so activations and cotangents are rotated, never a Jacobian.
struct KroneckerSpectrum: CurvatureSpectrum {
  private let selection: ParameterSelection
  private let blocks: [Block]
  private let values: [Double]

  private struct Block: Sendable {
    let output: SymmetricEigen<Double>
    let input: SymmetricEigen<Double>?
    /// `lᵢ mⱼ`, i running slowest; those that rounding made negative are 0.
    let eigenvalues: [Double]

    init(
      _ factors: (output: Tensor<Double>, input: Tensor<Double>?)
    ) throws(LinearAlgebraError) {
      output = try SymmetricEigen(factors.output)
      if let factor = factors.input {
        let input = try SymmetricEigen(factor)
        eigenvalues = output.values.flatMap { l in
          input.values.map { m in max(0, l) * max(0, m) }
        }
        self.input = input
      } else {
        input = nil
        eigenvalues = output.values.map { max(0, $0) }
      }
    }

    func variances(_ relativePrecision: Double) -> [Double] {
      eigenvalues.map { 1 / ($0 + relativePrecision) }
    }
  }

  init(_ curvature: KroneckerCurvature) throws(LinearAlgebraError) {
    selection = curvature.selection
    var blocks: [Block] = []
    for factors in curvature.factors { blocks.append(try Block(factors)) }
    self.blocks = blocks
    values = blocks.flatMap(\.eigenvalues)
  }

  func eigenvalues() throws(LinearAlgebraError) -> [Double] { values }

  func covariance<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    sweep.covariance(
      of: selection, rotate: rotated,
      variances: { block in blocks[block].variances(relativePrecision) })
  }

  func whitenedJacobian<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, relativePrecision: Double
  ) throws(LinearAlgebraError) -> Tensor<Double> {
    let (batch, count) = (sweep.outputs.shape[0], sweep.outputs.shape[1])
    var result = Tensor<Double>.zeros([batch * count, selection.count])
    for site in sweep.sites {
      let factors = rotated(ExampleFactors(site))
      let parts = [
        factors.weight.map { ($0, factors.weightGradients()) },
        factors.bias.map { ($0, factors.biasGradients()) },
      ]
      for case let (block, gradients)? in parts {
        let deviations = Tensor(blocks[block].variances(relativePrecision)).mapped(.squareRoot)
        result.addColumns(gradients * deviations, from: selection.layout.offsets[block])
      }
    }
    return result.reshaped([batch, count, selection.count])
  }

  /// The factors in the eigenbases of their block: `a ↦ Q_Aᵀ a`, `g ↦ Q_Bᵀ g`.
  private func rotated(_ factors: ExampleFactors) -> ExampleFactors {
    var factors = factors
    if let weight = factors.weight, let input = blocks[weight].input {
      factors.activations = factors.activations
        .matrixProduct(input.vectors, transposingOther: true)
      factors.weightCotangents = factors.weightCotangents
        .matrixProduct(blocks[weight].output.vectors, transposingOther: true)
    }
    if let bias = factors.bias {
      factors.biasCotangents = factors.biasCotangents
        .matrixProduct(blocks[bias].output.vectors, transposingOther: true)
    }
    return factors
  }
}

extension Tensor<Double> {
  /// Adds the rows of another tensor, whatever its leading axes, from a column on.
  fileprivate mutating func addColumns(_ other: Tensor<Double>, from column: Int) {
    let (width, length) = (shape[1], other.shape[-1])
    for row in 0..<shape[0] {
      for offset in 0..<length {
        scalars[row * width + column + offset] += other.scalars[row * length + offset]
      }
    }
  }
}
