import Autodiff
import FoundationEssentials
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

  @Test("a group of planes is a convolution of its own", arguments: [1, 2, 4])
  func groups(groups: Int) throws {
    let layer = Convolution2D(
      inputs: 4, outputs: 8, kernel: RowsAndColumns(rows: 3, columns: 2),
      stride: RowsAndColumns(rows: 1, columns: 2), padding: RowsAndColumns(rows: 1, columns: 0),
      groups: groups)
    let network = try Network<Double>(layers: [layer], inputShape: [4, 5, 6], seed: 3)
    let images = randomTensor([2, 4, 5, 6], seed: 4)
    let outputs = network(images)
    #expect(network.outputShape == [8, 5, 3])
    #expect(network.parameters[0].shape == [8, 4 / groups, 3, 2])
    for group in 0..<groups {
      let part = Convolution2D(
        inputs: 4 / groups, outputs: 8 / groups, kernel: layer.kernel, stride: layer.stride,
        padding: layer.padding)
      let rows = group * (8 / groups)..<(group + 1) * (8 / groups)
      let own = try Network<Double>(
        layers: [part], inputShape: [4 / groups, 5, 6],
        parameters: network.parameters.map { $0.slice(rows) })
      let found = planes(outputs, rows)
      let expected = own(planes(images, group * (4 / groups)..<(group + 1) * (4 / groups)))
      #expect(disagreement(found.scalars, expected.scalars) < 1e-13)
    }
  }

  @Test("a convolution of sequences is one of images of one row")
  func sequences() throws {
    let layer = Convolution1D(inputs: 4, outputs: 6, kernel: 3, stride: 2, padding: 1, groups: 2)
    let network = try Network<Double>(layers: [layer], inputShape: [4, 9], seed: 5)
    let asImages = try Network<Double>(
      layers: [
        Convolution2D(
          inputs: 4, outputs: 6, kernel: RowsAndColumns(rows: 1, columns: 3),
          stride: RowsAndColumns(rows: 1, columns: 2),
          padding: RowsAndColumns(rows: 0, columns: 1), groups: 2)
      ], inputShape: [4, 1, 9],
      parameters: [network.parameters[0].reshaped([6, 2, 1, 3]), network.parameters[1]])
    let input = randomTensor([3, 4, 9], seed: 6)
    #expect(network.outputShape == [6, 5])
    #expect(network(input).scalars == asImages(input.reshaped([3, 4, 1, 9])).scalars)
  }

  @Test("the uses noted of a convolution give its weight gradient", arguments: [1, 2])
  func uses(groups: Int) throws {
    let layers: [any Layer] = [
      Convolution2D(inputs: 2, outputs: 4, kernel: 2, stride: 2, padding: 1, groups: groups),
      Tanh(),
    ]
    let network = try Network<Double>(layers: layers, inputShape: [2, 4, 5], seed: 7)
    let images = randomTensor([3, 2, 4, 5], seed: 8)
    let tape = Tape<Double>()
    let parameters = network.parameters.map(tape.variable)
    var pass = ForwardPass<Double>(probing: [0, 1], on: tape)
    let outputs = network.outputs(Variable(images), parameters: parameters, in: &pass)
    let cotangent = Variable(randomTensor(outputs.shape, seed: 9))
    let gradients = tape.pullback(of: outputs, cotangent: cotangent, to: parameters)
    #expect(pass.sites.count == groups)
    var weight: [Double] = []
    for site in pass.sites {
      guard case .windows(let all, let geometry, let first) = site.activations else {
        Issue.record("a convolution acts on windows")
        return
      }
      let g = tape.pullback(of: outputs, cotangent: cotangent, to: [site.output])[0].value
      let patches = planes(all, first..<first + geometry.channels).unfolded(geometry)
      let mine = planes(g, site.rows)
      let flat = mine.reshaped([3, site.rows.count, geometry.positionCount])
      weight += flat.matrixProduct(patches).summed(overAxis: 0).scalars
      #expect(site.bias == 1)
    }
    #expect(disagreement(weight, gradients[0].value.scalars) < 1e-13)
  }

  @Test("model files give kernels as numbers or pairs, and gaps are refused")
  func files() throws {
    func layer(_ json: String) throws -> any Layer {
      try JSONDecoder().decode(LayerRecord.self, from: Data(json.utf8)).layer
    }
    let pair = Convolution2D(
      inputs: 2, outputs: 4, kernel: RowsAndColumns(rows: 3, columns: 5),
      padding: RowsAndColumns(rows: 1, columns: 2), groups: 2, bias: false)
    let found = try layer(
      """
      {"type": "conv2d", "in": 2, "out": 4, "kernel": [3, 5], "padding": [1, 2], "groups": 2,
       "bias": false, "dilation": 1}
      """)
    #expect(found as? Convolution2D == pair)
    let layers: [any Layer] = [
      pair, Convolution1D(inputs: 2, outputs: 2, kernel: 3, stride: 2),
      AveragePooling2D(kernel: 2, stride: 1, padding: 1), MaximumPooling1D(kernel: 3, padding: 1),
      AveragePooling1D(kernel: 2), MaximumPooling2D(kernel: 2), GlobalAveragePooling(),
    ]
    for original in layers {
      let data = try JSONEncoder().encode(LayerRecord(original))
      let again = try JSONEncoder().encode(
        LayerRecord(try layer(String(decoding: data, as: UTF8.self))))
      #expect(try layer(String(decoding: again, as: UTF8.self)).parameters == original.parameters)
    }
    for refused in [
      #"{"type": "conv2d", "in": 1, "out": 1, "kernel": 3, "dilation": 2}"#,
      #"{"type": "conv2d", "in": 1, "out": 1, "kernel": [3]}"#,
      #"{"type": "conv1d", "in": 1, "out": 1, "kernel": 3, "dilation": 2}"#,
      #"{"type": "maxpool2d", "kernel": 3, "dilation": [1, 2]}"#,
    ] {
      #expect(throws: DecodingError.self) { try layer(refused) }
    }
  }

  @Test("settings that make no sense are refused")
  func refusals() {
    let huge = Int.max
    let refused: [(any Layer, Shape)] = [
      (Convolution2D(inputs: 3, outputs: 4, kernel: 1, groups: 2), [3, 2, 2]),
      (Convolution2D(inputs: 2, outputs: 2, kernel: 1, groups: 0), [2, 2, 2]),
      (Convolution2D(inputs: 1, outputs: 1, kernel: huge), [1, 2, 2]),
      (Convolution2D(inputs: 1, outputs: 1, kernel: 1, padding: huge), [1, 2, 2]),
      (Convolution2D(inputs: 1, outputs: huge, kernel: 2), [1, 2, 2]),
      (Convolution2D(inputs: 1, outputs: 1, kernel: 1, stride: 0), [1, 2, 2]),
      (Convolution1D(inputs: 1, outputs: 1, kernel: 3), [1, 2, 2]),
      (Convolution1D(inputs: 1, outputs: 1, kernel: 3), [1, 2]),
      (MaximumPooling2D(kernel: 3, padding: 2), [1, 5, 5]),
      (AveragePooling1D(kernel: 2), [1, 5, 5]),
      (GlobalAveragePooling(), [5]),
    ]
    for (layer, shape) in refused {
      #expect(throws: NetworkError.self) { try layer.outputShape(for: shape) }
    }
  }

  @Test("pooling of sequences and whole planes")
  func sequencePooling() throws {
    let sequence = Tensor<Double>(shape: [1, 2, 4], scalars: [1, 2, 3, 8, 5, 6, 7, -2])
    func output(_ layer: any Layer) throws -> [Double] {
      try Network<Double>(layers: [layer], inputShape: [2, 4], parameters: [])(sequence).scalars
    }
    #expect(try output(AveragePooling1D(kernel: 2)) == [1.5, 5.5, 5.5, 2.5])
    #expect(try output(AveragePooling1D(kernel: 2, padding: 1)) == [0.5, 2.5, 4, 2.5, 6.5, -1])
    #expect(try output(MaximumPooling1D(kernel: 3, stride: 1)) == [3, 8, 7, 7])
    #expect(try output(GlobalAveragePooling()) == [3.5, 4])
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

  /// Some planes of every image.
  private func planes(_ images: Tensor<Double>, _ range: Range<Int>) -> Tensor<Double> {
    let parts = (0..<images.shape[0]).map {
      images.slice($0..<$0 + 1).reshaped(images.shape.dropFirst()).slice(range)
    }
    return Tensor.concatenated(parts).reshaped(
      [images.shape[0], range.count] + images.shape.dropFirst(2))
  }
}
