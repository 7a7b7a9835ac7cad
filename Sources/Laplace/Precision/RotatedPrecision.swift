import Curvature
import LinearAlgebra
import RealModule
import Tensors

/// `H + R` that is diagonal in eigenbases of Kronecker products, with one precision for the parameters of
/// each eigenbasis.
///
/// Activations and cotangents are rotated into these bases, never a Jacobian.
struct RotatedPrecision: PrecisionFactor {
  /// One block of parameters.
  struct Block: Sendable {
    /// The eigenbases; nil where they are the unit vectors.
    let basis: KroneckerBasis?
    /// The curvature along the basis vectors.
    let values: [Double]
    /// The prior along the basis vectors.
    let prior: [Double]

    /// `1/(s + r)`.
    var variances: [Double] { zip(values, prior).map { 1 / ($0 + $1) } }

    /// The diagonal over the parameters of a matrix that is diagonal along the basis vectors:
    /// `Σᵢⱼ q_Bᵢₘ² q_Aⱼₙ² vᵢⱼ` for the parameter in row m and column n.
    func diagonal(of values: [Double]) -> [Double] {
      guard let basis else { return values }
      let output = basis.output * basis.output
      let matrix = Tensor(
        shape: [output.shape[0], values.count / output.shape[0]], scalars: values)
      let rows = output.matrixProduct(matrix, transposingSelf: true)
      return (basis.input.map { rows.matrixProduct($0 * $0) } ?? rows).scalars
    }
  }

  private let selection: ParameterSelection
  private let blocks: [Block]
  private let variancesOfBlocks: [[Double]]

  init(_ selection: ParameterSelection, _ blocks: [Block]) throws(LinearAlgebraError) {
    for block in blocks where !zip(block.values, block.prior).allSatisfy({ $0 + $1 > 0 }) {
      throw .notPositiveDefinite(minor: selection.count)
    }
    self.selection = selection
    self.blocks = blocks
    variancesOfBlocks = blocks.map(\.variances)
  }

  var logDeterminantRatio: Double {
    blocks.reduce(0) { sum, block in
      zip(block.values, block.prior).reduce(sum) { $0 + .logOnePlus($1.0, over: $1.1) }
    }
  }

  func variances() -> [Double] {
    zip(blocks, variancesOfBlocks).flatMap { $0.diagonal(of: $1) }
  }

  /// A diagonal that is constant along an eigenbasis goes through it.
  func sandwich(_ diagonal: [Double]) -> [Double] {
    selection.blocks.enumerated().flatMap { index, part in
      let squares = zip(variancesOfBlocks[index], diagonal[part.range]).map { $0 * $0 * $1 }
      return blocks[index].diagonal(of: squares)
    }
  }

  func solve(_ rows: Tensor<Double>) -> Tensor<Double> {
    var result = rows
    for (index, part) in selection.blocks.enumerated() {
      let own = rows.selectingColumns(Array(part.range))
      let basis = blocks[index].basis
      let scaled = (basis?.rotated(own) ?? own) * Tensor(variancesOfBlocks[index])
      result.setColumns(
        from: part.range.lowerBound, to: basis?.rotatedBack(scaled) ?? scaled)
    }
    return result
  }

  func covariance<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) -> Tensor<Double> {
    let count = sweep.cotangentCount
    var total = Tensor<Double>.zeros([sweep.outputs.shape[0], count, count])
    for part in sweep.factors(for: selection) {
      total.accumulate(rotated(part).covariance(variancesOfBlocks[part.block]))
    }
    return total
  }

  func jointCovariance<Scalar: TensorScalar>(
    _ sweeps: [NetworkSweep<Scalar>]
  ) -> Tensor<Double> {
    let whitened = sweeps.map { sweep in
      let count = sweep.outputs.shape[0] * sweep.cotangentCount
      var rows = Tensor<Double>.zeros([count, selection.count])
      for part in sweep.factors(for: selection) {
        let rotated = BlockFactors(
          block: part.block, range: part.range, gradients: rotated(part))
        let gradients = rotated.gradients(0..<sweep.outputs.shape[0])
          .reshaped([count, part.range.count]).converted(to: Double.self)
        let deviations = Tensor(variancesOfBlocks[part.block]).mapped(.squareRoot)
        rows.setColumns(from: part.range.lowerBound, to: gradients * deviations)
      }
      return rows
    }
    let rows = Tensor.concatenated(whitened)
    return rows.matrixProduct(rows, transposingOther: true)
  }

  /// `Q_Bᵀ (√v ∘ (Q_B Z Q_Aᵀ)) Q_A` for each block's standard normal Z: the symmetric root of the
  /// covariance.
  ///
  /// Eigenvectors are determined up to their signs, and where eigenvalues meet up to a rotation; that root
  /// is determined without them, so that a seed draws the same weights whatever computes the eigenvectors.
  func deviations(count: Int, using random: inout RandomStream) -> Tensor<Double> {
    let noise = random.normals([count, selection.count])
    var rows = Tensor<Double>.zeros([count, selection.count])
    for (index, part) in selection.blocks.enumerated() {
      let own = noise.selectingColumns(Array(part.range))
      let basis = blocks[index].basis
      let scaled =
        (basis?.rotated(own) ?? own) * Tensor(variancesOfBlocks[index]).mapped(.squareRoot)
      rows.setColumns(
        from: part.range.lowerBound, to: basis?.rotatedBack(scaled) ?? scaled)
    }
    return rows
  }

  private func rotated<Scalar: TensorScalar>(
    _ part: BlockFactors<Scalar>
  ) -> BlockFactors<Scalar>.Gradients {
    blocks[part.block].basis.map { part.gradients.rotated(by: $0) } ?? part.gradients
  }
}

extension KroneckerBasis {
  /// Rows `vec(Q_B X Q_Aᵀ)` of coordinates along the eigenvectors, as coordinates along the parameters.
  func rotatedBack(_ rows: Tensor<Double>) -> Tensor<Double> {
    guard let input else { return rows.matrixProduct(output) }
    let count = rows.shape[0]
    let (outputs, inputs) = (output.shape[0], input.shape[0])
    return rows.reshaped([count * outputs, inputs]).matrixProduct(input)
      .reshaped([count, outputs, inputs]).multipliedFromLeft(by: output.transposed())
      .reshaped([count, outputs * inputs])
  }

  /// Rows of coordinates along the parameters, as coordinates along the eigenvectors.
  func rotated(_ rows: Tensor<Double>) -> Tensor<Double> {
    guard let input else { return rows.matrixProduct(output, transposingOther: true) }
    let count = rows.shape[0]
    let (outputs, inputs) = (output.shape[0], input.shape[0])
    return rows.reshaped([count * outputs, inputs]).matrixProduct(input, transposingOther: true)
      .reshaped([count, outputs, inputs]).multipliedFromLeft(by: output)
      .reshaped([count, outputs * inputs])
  }
}

extension Tensor<Double> {
  /// `A Xₛ` for each matrix Xₛ of a stack (S, m, n).
  fileprivate func multipliedFromLeft(by matrix: Tensor<Double>) -> Tensor<Double> {
    matrix.reshaped([1, matrix.shape[0], matrix.shape[1]]).matrixProduct(self)
  }
}
