import NeuralNetworks
import Parallelism
import Tensors

extension SiteFactors {
  /// The examples whose gradients are formed at a time where they are only summed.
  static var chunkSize: Int { 8 }

  /// The gradients of some examples in the matrix, `Σₜ g aᵀ`: (examples, R, out · in).
  public func weightGradients(_ examples: Range<Int>) -> Tensor<Scalar> {
    let size = outputCount * inputCount
    if positionCount == 1 { return outerProducts(examples) }
    var result = Scalar.repeated(0, count: examples.count * cotangentCount * size)
    let vectors = activationVectors(examples)
    let width = positionCount * outputCount
    // With channels first all cotangents of an example make one tall matrix.
    let isTall = channels == .first
    for (place, example) in examples.enumerated() {
      let a = MatrixOperand(
        vectors.scalars, offset: place * positionCount * inputCount, columns: inputCount)
      let start = place * cotangentCount * size
      if isTall {
        Scalar.gemm(
          MatrixOperand(exampleCotangents(example), columns: positionCount), a, into: &result,
          offset: start, rows: cotangentCount * outputCount, columns: inputCount,
          inner: positionCount, alpha: 1, beta: 0)
      } else {
        for cotangent in 0..<cotangentCount {
          Scalar.gemm(
            MatrixOperand(
              cotangents.scalars, offset: (cotangent * batchCount + example) * width,
              columns: outputCount, transposed: true), a, into: &result,
            offset: start + cotangent * size, rows: outputCount, columns: inputCount,
            inner: positionCount, alpha: 1, beta: 0)
        }
      }
    }
    return Tensor(shape: [examples.count, cotangentCount, size], scalars: result)
  }

  /// The gradients of some examples with a single position, `g aᵀ`: (examples, R, out · in).
  private func outerProducts(_ examples: Range<Int>) -> Tensor<Scalar> {
    let g = cotangents.reshaped([cotangentCount, batchCount, outputCount]).exchangingFirstAxes
      .slice(examples).reshaped([examples.count, cotangentCount * outputCount, 1])
    let a = activationVectors(examples).reshaped([examples.count, 1, inputCount])
    return (g * a).reshaped([examples.count, cotangentCount, outputCount * inputCount])
  }

  /// The gradients in the bias, `Σₜ g`: (R, batch, out).
  public func biasGradients() -> Tensor<Scalar> {
    cotangents.summed(overAxis: channels == .first ? 3 : 2)
  }

  /// The gradients in a scale, `Σₜ g ∘ a`: (R, batch, out).
  func scaleGradients() -> Tensor<Scalar> {
    if case .planes(let planes) = activations, channels == .first {
      let a = planes.reshaped([batchCount, outputCount, positionCount])
      return (cotangents * a).summed(overAxis: 3)
    }
    return (cotangentVectors() * activationVectors()).summed(overAxis: 2)
  }

  /// The gradients in some elements of the tensor of which the matrix is one group of rows,
  /// `Σₜ g_o(k) a_i(k)`: (R, batch, elements), 0 for elements of other groups.
  ///
  /// The work grows with the number of elements, not with that of all parameters.
  func weightGradients(at places: [Int], group: Int) -> Tensor<Scalar> {
    let size = outputCount * inputCount
    let own = places.indices.filter { places[$0] / size == group }
    guard !own.isEmpty else { return .zeros([cotangentCount, batchCount, places.count]) }
    let outputs = own.map { places[$0] % size / inputCount }
    let inputs = own.map { places[$0] % inputCount }
    let g = cotangentVectors()
    var chunks: [Tensor<Scalar>] = []
    for start in stride(from: 0, to: batchCount, by: Self.chunkSize) {
      let examples = start..<min(batchCount, start + Self.chunkSize)
      let a = activationVectors(examples).selectingColumns(inputs)
      let parts = (0..<cotangentCount).map { cotangent in
        let rows = examples.lowerBound + cotangent * batchCount
        return g.reshaped([cotangentCount * batchCount, positionCount, outputCount])
          .slice(rows..<rows + examples.count).selectingColumns(outputs)
      }
      let products = parts.map { ($0 * a).summed(overAxis: 1) }
      chunks.append(
        Tensor.concatenated(products).reshaped([cotangentCount, examples.count, own.count]))
    }
    let found = Tensor.concatenated(chunks.map(\.exchangingFirstAxes)).exchangingFirstAxes
    return own.count == places.count ? found : found.spread(to: own, of: places.count)
  }

  /// The squares of the gradients in the matrix, summed over examples and cotangents: out · in numbers.
  ///
  /// Where the matrix is used once per example no gradient is formed:
  /// `Σᵣ Σ_b (g_o a_i)² = Σ_b (Σᵣ g_o²) a_i²`, one product of squares.
  func squaredWeightGradients() -> [Double] {
    if positionCount == 1 {
      let squares = cotangents.summedSquares(overAxis: 0)
        .reshaped([batchCount, outputCount])
      let a = activationVectors().reshaped([batchCount, inputCount])
      return Scalar.widened(squares.matrixProduct(a * a, transposingSelf: true).scalars)
    }
    return summedOverChunks(count: outputCount * inputCount) { examples in
      var sums = Scalar.repeated(0, count: outputCount * inputCount)
      for example in examples {
        let gradients = weightGradients(example..<example + 1)
        let squares = gradients.summedSquares(overAxis: 1)
        Scalar.addScaled(1, squares.scalars, to: &sums)
      }
      return sums
    }
  }

  /// The sum of what a function gives for chunks of examples, in their order.
  func summedOverChunks(
    count: Int, _ body: @Sendable (Range<Int>) -> [Scalar]
  ) -> [Double] {
    let chunks = (batchCount + Self.chunkSize - 1) / Self.chunkSize
    let parts = Parallel.map(chunks) { chunk in
      body(chunk * Self.chunkSize..<min(batchCount, (chunk + 1) * Self.chunkSize))
    }
    var sums = [Double](repeating: 0, count: count)
    for part in parts { Scalar.accumulate(part, into: &sums) }
    return sums
  }

  /// The cotangents of one example: R times (out, T) or (T, out).
  private func exampleCotangents(_ example: Int) -> [Scalar] {
    let width = positionCount * outputCount
    var result: [Scalar] = []
    result.reserveCapacity(cotangentCount * width)
    for cotangent in 0..<cotangentCount {
      let start = (cotangent * batchCount + example) * width
      result.append(contentsOf: cotangents.scalars[start..<start + width])
    }
    return result
  }
}
