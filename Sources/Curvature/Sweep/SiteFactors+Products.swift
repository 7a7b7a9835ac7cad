import NeuralNetworks
import Parallelism
import Tensors

extension SiteFactors {
  /// `Σ a aᵀ` over examples and positions, or over examples of the means over positions: (in, in), of
  /// which the upper triangle counts.
  func activationProducts(_ sharing: WeightSharing) -> [Double] {
    let order = inputCount
    if sharing == .reduce, positionCount > 1 {
      let means =
        Scalar(1 / Double(positionCount)) * activationVectors().summed(overAxis: 1)
      return Scalar.widened(means.upperGram().scalars)
    }
    if case .vectors = activations {
      return Scalar.widened(
        activationVectors().reshaped([batchCount * positionCount, order]).upperGram().scalars)
    }
    return summedOverChunks(count: order * order) { examples in
      activationVectors(examples).reshaped([examples.count * positionCount, order])
        .upperGram().scalars
    }
  }

  /// `Σ g gᵀ` over cotangents, examples and positions, or of the sums over positions: (out, out), of
  /// which the upper triangle counts.
  func cotangentProducts(_ sharing: WeightSharing) -> [Double] {
    let order = outputCount
    if channels == .first, sharing == .expand { return channelProducts() }
    let vectors = sharing == .reduce ? biasGradients() : cotangentVectors()
    return Scalar.widened(vectors.reshaped([vectors.count / order, order]).upperGram().scalars)
  }

  /// `Σ g gᵀ` over matrices g of shape (out, T): a product of each with its own transpose.
  private func channelProducts() -> [Double] {
    let (order, length) = (outputCount, positionCount)
    let count = cotangentCount * batchCount
    let chunk = 32
    let parts = Parallel.map((count + chunk - 1) / chunk) { index in
      var sums = Scalar.repeated(0, count: order * order)
      for matrix in index * chunk..<min(count, (index + 1) * chunk) {
        let start = matrix * order * length
        Scalar.gemm(
          MatrixOperand(cotangents.scalars, offset: start, columns: length),
          MatrixOperand(cotangents.scalars, offset: start, columns: length, transposed: true),
          into: &sums, offset: 0, rows: order, columns: order, inner: length, alpha: 1, beta: 1)
      }
      return sums
    }
    var total = [Double](repeating: 0, count: order * order)
    for part in parts { Scalar.accumulate(part, into: &total) }
    return total
  }
}

extension Tensor {
  /// The upper triangle of `selfᵀ self`.
  func upperGram() -> Tensor {
    var result = Tensor.zeros([shape[1], shape[1]])
    Scalar.gram(scalars, rows: shape[0], order: shape[1], beta: 0, into: &result.scalars)
    return result
  }
}
