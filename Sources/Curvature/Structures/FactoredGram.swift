import Tensors

/// `GᵀG` of a batch of networks whose parameters each meet one activation vector an example.
///
/// The rows of G are then `g ⊗ a`, and the block of two layers is
/// `Σ_n (Σᵣ g_nr g'_nrᵀ) ⊗ (a_n a'_nᵀ)`: with the inner sum taken first, the work does not grow with the
/// number R of cotangents.
enum FactoredGram {
  /// Whether the sum over cotangents first is less work than a product of all rows: it costs one pass
  /// over a matrix of the batch for every output of every layer, which products with few columns do not
  /// repay.
  static func isCheaper<Scalar: TensorScalar>(
    for factors: [BlockFactors<Scalar>], cotangentCount: Int
  ) -> Bool {
    cotangentCount > 2
      && factors.allSatisfy { part in
        switch part.gradients {
        case .matrix(let site): site.positionCount == 1 && site.inputCount >= 16
        case .bias(let site): site.positionCount == 1
        case .elements: false
        }
      }
      && factors.contains { if case .matrix = $0.gradients { true } else { false } }
  }

  /// Adds the products to the upper triangle of a matrix.
  static func add<Scalar: TensorScalar>(
    _ factors: [BlockFactors<Scalar>], to matrix: inout Tensor<Double>
  ) {
    let layers = factors.map(Layer.init)
    for (index, row) in layers.enumerated() {
      for column in layers[index...] { add(row, column, to: &matrix) }
    }
  }

  /// The factors of a block: one activation of 1 where it is a bias.
  private struct Layer<Scalar: TensorScalar> {
    let start: Int
    /// (batch, in); nil for a bias.
    let activations: Tensor<Scalar>?
    /// (R, batch, out).
    let cotangents: Tensor<Scalar>

    init(_ part: BlockFactors<Scalar>) {
      start = part.range.lowerBound
      switch part.gradients {
      case .matrix(let site):
        activations = site.activationVectors().reshaped([site.batchCount, site.inputCount])
        cotangents = site.cotangents.reshaped(
          [site.cotangentCount, site.batchCount, site.outputCount])
      case .bias(let site):
        activations = nil
        cotangents = site.biasGradients()
      case .elements:
        preconditionFailure("gradients without factors")
      }
    }

    var outputCount: Int { cotangents.shape[2] }
    var inputCount: Int { activations?.shape[1] ?? 1 }
  }

  private static func add<Scalar: TensorScalar>(
    _ row: Layer<Scalar>, _ column: Layer<Scalar>, to matrix: inout Tensor<Double>
  ) {
    let order = matrix.shape[1]
    let batch = row.cotangents.shape[1]
    let isDiagonal = row.start == column.start
    for output in 0..<row.outputCount {
      // The weights Σᵣ g_nro g'_nro' of every output o' of the other layer: (batch, out').
      let own = row.cotangents.selectingColumns([output])
      let others = isDiagonal ? Array(output..<column.outputCount) : nil
      let weights = (own * column.cotangents.selectingColumns(others)).summed(overAxis: 0)
      let weighted =
        column.activations.map { activations in
          (weights.reshaped([batch, weights.shape[1], 1])
            * activations.reshaped([batch, 1, column.inputCount]))
            .reshaped([batch, weights.shape[1] * column.inputCount])
        } ?? weights
      let product =
        row.activations.map { $0.matrixProduct(weighted, transposingSelf: true) }
        ?? weighted.summed(overAxis: 0, keepingAxis: true)
      let top = row.start + output * row.inputCount
      let left = column.start + (isDiagonal ? output * column.inputCount : 0)
      matrix.accumulate(product, row: top, column: left, order: order)
    }
  }
}

extension Tensor<Double> {
  /// Adds a matrix to the elements from a row and a column on.
  fileprivate mutating func accumulate<Source: TensorScalar>(
    _ block: Tensor<Source>, row: Int, column: Int, order: Int
  ) {
    let values = Source.widened(block.scalars)
    let width = block.shape[1]
    scalars.withUnsafeMutableBufferPointer { scalars in
      for i in 0..<block.shape[0] {
        let start = (row + i) * order + column
        for j in 0..<width { scalars[start + j] += values[i * width + j] }
      }
    }
  }
}
