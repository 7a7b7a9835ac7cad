import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct ConvolutionTests {
  @Test("a convolution is the sum over its window, for every stride and padding", arguments: 0..<12)
  func definition(seed: Int) throws {
    let (kernel, stride, padding) = (1 + seed % 3, 1 + seed % 2, seed % 3)
    let layer = Convolution2D(
      inputs: 2, outputs: 3, kernel: kernel, stride: stride, padding: padding)
    let network = try Network<Double>(layers: [layer], inputShape: [2, 5, 4], seed: UInt64(seed))
    let images = randomTensor([2, 2, 5, 4], seed: UInt64(seed) + 5)
    let outputs = network(images)
    let (weight, bias) = (network.parameters[0].scalars, network.parameters[1].scalars)
    let (rows, columns) = (outputs.shape[2], outputs.shape[3])
    for (index, found) in outputs.scalars.enumerated() {
      let (x, y) = (index % columns, index / columns % rows)
      let (plane, image) = (index / columns / rows % 3, index / columns / rows / 3)
      var expected = bias[plane]
      for channel in 0..<2 {
        for i in 0..<kernel {
          for j in 0..<kernel {
            let (row, column) = (y * stride + i - padding, x * stride + j - padding)
            guard (0..<5).contains(row), (0..<4).contains(column) else { continue }
            expected +=
              weight[((plane * 2 + channel) * kernel + i) * kernel + j]
              * images.scalars[((image * 2 + channel) * 5 + row) * 4 + column]
          }
        }
      }
      #expect(abs(found - expected) < 1e-12)
    }
  }

  @Test("pooling takes the mean or the largest of each window")
  func pooling() throws {
    let image = Tensor<Double>(shape: [1, 1, 2, 4], scalars: [1, 2, 3, 4, 5, 6, 7, 9])
    let mean = try Network<Double>(
      layers: [AveragePooling2D(kernel: 2)], inputShape: [1, 2, 4], parameters: [])
    #expect(mean(image).scalars == [3.5, 5.75])
    let maximum = try Network<Double>(
      layers: [MaximumPooling2D(kernel: 2, stride: 1), Flatten()], inputShape: [1, 2, 4],
      parameters: [])
    #expect(maximum(image).scalars == [6, 7, 9])
    #expect(maximum.outputShape == [3])
  }

  @Test("a window that does not fit its image is refused")
  func windowTooLarge() {
    #expect(throws: NetworkError.self) {
      try Network<Double>(
        layers: [Convolution2D(inputs: 1, outputs: 1, kernel: 5)], inputShape: [1, 3, 3], seed: 0)
    }
    #expect(throws: NetworkError.self) {
      try Network<Double>(
        layers: [Convolution2D(inputs: 2, outputs: 1, kernel: 1)], inputShape: [1, 3, 3], seed: 0)
    }
  }
}
