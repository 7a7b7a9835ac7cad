import TestSupport
import Tensors
import Testing

@Suite struct ConvolutionTests {
  @Test("each of the three maps is the sum of its definition", arguments: 0..<200 as Range<UInt64>)
  func definition(seed: UInt64) {
    let convolution = randomConvolution(seed: seed)
    let (x, w, g) = operands(of: convolution, batch: 3, seed: seed)
    var (images, weights, outputs) = (
      Tensor<Double>.zeros(x.shape), Tensor<Double>.zeros(w.shape), Tensor<Double>.zeros(g.shape)
    )
    forEachTerm(of: convolution, batch: 3) { image, weight, output in
      images.scalars[image] += w.scalars[weight] * g.scalars[output]
      weights.scalars[weight] += x.scalars[image] * g.scalars[output]
      outputs.scalars[output] += x.scalars[image] * w.scalars[weight]
    }
    expectAgreement(convolution.outputs(images: x, weights: w), outputs)
    expectAgreement(convolution.images(weights: w, outputs: g), images)
    expectAgreement(convolution.weights(images: x, outputs: g), weights)
  }

  @Test("images large enough for several blocks and rounds give the sums of the definition")
  func manyBlocks() {
    for (stride, groups) in [(1, 1), (2, 1), (1, 8), (3, 2)] {
      let geometry = WindowGeometry(
        channels: 8, height: 29, width: 67, kernel: 5, stride: stride, padding: 2)
      let convolution = Convolution(geometry, outputs: 8, groups: groups)
      let (x, w, g) = operands(of: convolution, batch: 5, seed: 3)
      var sum = 0.0
      forEachTerm(of: convolution, batch: 5) { image, weight, output in
        sum += x.scalars[image] * w.scalars[weight] * g.scalars[output]
      }
      let found = [
        (convolution.outputs(images: x, weights: w) * g).sum,
        (convolution.images(weights: w, outputs: g) * x).sum,
        (convolution.weights(images: x, outputs: g) * w).sum,
      ]
      for value in found { #expect(abs(value - sum) < 1e-9 * abs(sum).squareRoot() + 1e-8) }
    }
  }

  @Test("Float agrees with Double", arguments: 0..<20 as Range<UInt64>)
  func precisions(seed: UInt64) {
    let convolution = randomConvolution(seed: seed)
    let (x, w, g) = operands(of: convolution, batch: 2, seed: seed)
    let (xs, ws, gs) = (
      x.converted(to: Float.self), w.converted(to: Float.self), g.converted(to: Float.self)
    )
    expectAgreement(
      convolution.outputs(images: xs, weights: ws).converted(to: Double.self),
      convolution.outputs(images: x, weights: w), within: 1e-5)
    expectAgreement(
      convolution.images(weights: ws, outputs: gs).converted(to: Double.self),
      convolution.images(weights: w, outputs: g), within: 1e-5)
    expectAgreement(
      convolution.weights(images: xs, outputs: gs).converted(to: Double.self),
      convolution.weights(images: x, outputs: g), within: 1e-5)
  }

  @Test("axes in front of any operand are repeated as in arithmetic")
  func leadingAxes() {
    let convolution = randomConvolution(seed: 11)
    for (first, second) in [([3], []), ([], [3]), ([3], [3]), ([2, 1], [4]), ([2, 3], [3])]
      as [(Shape, Shape)]
    {
      let (x, w, g) = (
        operand(.images, of: convolution, lead: first, seed: 1),
        operand(.weights, of: convolution, lead: second, seed: 2),
        operand(.outputs, of: convolution, lead: second, seed: 3)
      )
      let lead = (try? Shape.broadcast(first, second)) ?? []
      let (images, sameWeights, sameOutputs) = (
        blocks(x, lead), blocks(w, lead), blocks(g, lead)
      )
      let firstWeights = blocks(operand(.weights, of: convolution, lead: first, seed: 2), lead)
      let together = (
        convolution.outputs(images: x, weights: w),
        convolution.images(
          weights: operand(.weights, of: convolution, lead: first, seed: 2), outputs: g),
        convolution.weights(images: x, outputs: g)
      )
      #expect(together.0.shape.dropLast(4) == lead)
      for index in 0..<lead.count {
        expectAgreement(
          blocks(together.0, lead)[index],
          convolution.outputs(images: images[index], weights: sameWeights[index]))
        expectAgreement(
          blocks(together.1, lead)[index],
          convolution.images(weights: firstWeights[index], outputs: sameOutputs[index]))
        expectAgreement(
          blocks(together.2, lead)[index],
          convolution.weights(images: images[index], outputs: sameOutputs[index]))
      }
    }
  }

  @Test("an empty batch has empty outputs and no weight")
  func emptyBatch() {
    let convolution = randomConvolution(seed: 2)
    let (x, w, g) = operands(of: convolution, batch: 0, seed: 0)
    #expect(convolution.outputs(images: x, weights: w) == g)
    #expect(convolution.images(weights: w, outputs: g) == x)
    #expect(convolution.weights(images: x, outputs: g) == Tensor.zeros(w.shape))
  }

  private func operands(
    of convolution: Convolution, batch: Int, seed: UInt64
  ) -> (Tensor<Double>, Tensor<Double>, Tensor<Double>) {
    (
      randomTensor(convolution.shape(of: .images, batch: batch), seed: seed + 1000),
      randomTensor(convolution.shape(of: .weights, batch: batch), seed: seed + 2000),
      randomTensor(convolution.shape(of: .outputs, batch: batch), seed: seed + 3000)
    )
  }

  private func operand(
    _ operand: Convolution.Operand, of convolution: Convolution, lead: Shape, seed: UInt64
  ) -> Tensor<Double> {
    randomTensor(lead + convolution.shape(of: operand, batch: 2), seed: seed)
  }

  /// The blocks of a tensor under its leading axes, repeated to some leading axes.
  private func blocks(_ tensor: Tensor<Double>, _ lead: Shape) -> [Tensor<Double>] {
    let block = Shape(Array(tensor.shape.lengths.suffix(4)))
    let all = tensor.broadcast(to: lead + block).reshaped([lead.count] + block)
    return (0..<lead.count).map { all.slice($0..<$0 + 1).reshaped(block) }
  }

  private func expectAgreement(
    _ found: Tensor<Double>, _ expected: Tensor<Double>, within tolerance: Double = 1e-12
  ) {
    #expect(found.shape == expected.shape)
    #expect(disagreement(found.scalars, expected.scalars) < tolerance)
  }
}
