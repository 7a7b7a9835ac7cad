import LinearAlgebra
import Tensors

/// Curvature that is diagonal in the eigenbases of its Kronecker factors (EKFAC: George et al., 2018).
///
/// KFAC's block `B ⊗ A` has the eigenvectors `q_B ⊗ q_A`. Along them the true second moments
/// `Σ (q_Bᵀ G q_A)²` of the gradients G are kept, which makes it the closest matrix with these
/// eigenvectors. A first pass over the data finds the bases, a second one the moments.
public struct EigenvalueCorrectedCurvature: CurvatureSum, Equatable {
  /// The parameters that the curvature is about.
  public var selection: ParameterSelection { kronecker.selection }
  /// The factors that give the bases.
  public private(set) var kronecker: KroneckerCurvature
  /// The eigenbases of each block, a basis vector in each row; empty before the first pass has ended.
  public private(set) var bases: [KroneckerBasis] = []
  /// The second moments along the eigenvectors of each block, those of B running slowest.
  public private(set) var moments: [[Double]] = []

  /// The curvature of no data.
  public init(_ selection: ParameterSelection, sharing: WeightSharing = .expand) {
    kronecker = KroneckerCurvature(selection, sharing: sharing)
  }

  /// The structure `ekfac`.
  public var structure: HessianStructure { .eigenvalueCorrected(kronecker.sharing) }

  /// Adds a batch to the factors, or in the second pass to the moments.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    guard !bases.isEmpty else { return kronecker.add(sweep) }
    for part in sweep.factors(for: selection) {
      let squares = part.gradients.rotated(by: bases[part.block]).squares()
      Double.addScaled(1, squares, to: &moments[part.block])
    }
  }

  /// A matrix known by its products alone has no Kronecker factors; `objection(to:)` refuses it before.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    preconditionFailure("Kronecker factors need a square root of the curvature")
  }

  /// Finds the bases after the first pass.
  public mutating func finishPass() throws -> Bool {
    guard bases.isEmpty else { return false }
    bases = try kronecker.factors.map { try KroneckerBasis($0) }
    moments = selection.blocks.map { [Double](repeating: 0, count: $0.range.count) }
    return true
  }

  /// The factors' sums as for `kron`, and `moments.K` for the K-th block.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    kronecker.tensors
      + moments.enumerated().map { ("moments.\($0)", Tensor($1)) }
  }

  /// The curvature with sums that were written down; nil when they do not fit.
  init?(
    _ selection: ParameterSelection, sharing: WeightSharing, tensors: [String: Tensor<Double>]
  ) throws(LinearAlgebraError) {
    guard let kronecker = KroneckerCurvature(selection, sharing: sharing, tensors: tensors) else {
      return nil
    }
    self.kronecker = kronecker
    for (index, block) in selection.blocks.enumerated() {
      guard let written = tensors["moments.\(index)"], written.shape == [block.range.count],
        written.scalars.allSatisfy({ $0 >= 0 })
      else { return nil }
      moments.append(written.scalars)
    }
    for factors in kronecker.factors { bases.append(try KroneckerBasis(factors)) }
  }
}

/// The eigenvectors and eigenvalues of a block's Kronecker factors.
public struct KroneckerBasis: Equatable, Sendable {
  /// The eigenvectors of B, one in each row.
  public let output: Tensor<Double>
  /// The eigenvectors of A; nil where the block is B alone.
  public let input: Tensor<Double>?
  /// `lᵢ mⱼ`, those of B running slowest; those that rounding made negative are 0.
  public let eigenvalues: [Double]

  /// The eigenbases of factors.
  public init(
    _ factors: (output: Tensor<Double>, input: Tensor<Double>?)
  ) throws(LinearAlgebraError) {
    let outputEigen = try SymmetricEigen(factors.output)
    output = outputEigen.vectors
    let outputValues = outputEigen.values.map { max(0, $0) }
    guard let factor = factors.input else {
      input = nil
      eigenvalues = outputValues
      return
    }
    let inputEigen = try SymmetricEigen(factor)
    input = inputEigen.vectors
    let inputValues = inputEigen.values.map { max(0, $0) }
    eigenvalues = outputValues.flatMap { l in inputValues.map { m in l * m } }
  }
}

extension BlockFactors.Gradients {
  /// The gradients in the eigenbases of their block.
  public func rotated(by basis: KroneckerBasis) -> BlockFactors.Gradients {
    let output = basis.output.converted(to: Scalar.self)
    switch self {
    case .matrix(let site):
      guard let input = basis.input?.converted(to: Scalar.self) else {
        preconditionFailure("a matrix has two factors")
      }
      return .matrix(site.rotated(activations: input, cotangents: output))
    case .bias(let site):
      return .elements(site.biasGradients().matrixProduct(output, transposingOther: true))
    case .elements(let elements):
      return .elements(elements.matrixProduct(output, transposingOther: true))
    }
  }
}
