import Autodiff
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct NormalizationTests {
  @Test("a layer norm brings every vector to mean 0 and variance 1, then scales and shifts it")
  func layerNorm() throws {
    let layer = LayerNorm(shape: [2, 3], epsilon: 0.1)
    let weight = randomTensor([2, 3], seed: 1)
    let bias = randomTensor([2, 3], seed: 2)
    let network = try Network<Double>(
      layers: [layer], inputShape: [4, 2, 3], parameters: [weight, bias])
    let inputs = randomTensor([5, 4, 2, 3], seed: 3)
    let outputs = network(inputs)
    for start in stride(from: 0, to: inputs.count, by: 6) {
      let x = Array(inputs.scalars[start..<start + 6])
      let mean = x.reduce(0, +) / 6
      let variance = x.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 6
      let expected = (0..<6).map { index in
        (x[index] - mean) / (variance + 0.1).squareRoot() * weight.scalars[index]
          + bias.scalars[index]
      }
      #expect(disagreement(Array(outputs.scalars[start..<start + 6]), expected) < 1e-13)
    }
  }

  @Test(
    "a batch norm takes the batch's mean and variance in training, and running ones after",
    arguments: [[], [5], [2, 3]])
  func batchNorm(positions: [Int]) throws {
    let layer = BatchNorm(channels: 2, epsilon: 0.01, momentum: 0.3)
    var network = try Network<Double>(
      layers: [layer], inputShape: [2] + Shape(positions),
      parameters: [Tensor([1.5, -0.5]), Tensor([0.2, 3])],
      statistics: [Tensor([0.1, -0.2]), Tensor([2, 0.7])])
    let inputs = randomTensor([4, 2] + Shape(positions), seed: 5)
    let area = Shape(positions).count
    let numbers = (0..<2).map { channel in
      (0..<4).flatMap { example in
        let start = (example * 2 + channel) * area
        return inputs.scalars[start..<start + area]
      }
    }
    var pass = ForwardPass<Double>(training: RandomStream(seed: 0))
    let trained = network.outputs(
      Variable(inputs), parameters: network.parameters.map(Variable.init), in: &pass
    ).value
    let before = network.statistics.map(\.scalars)
    network.statistics = pass.statistics
    let evaluated = network(inputs)
    for channel in 0..<2 {
      let (weight, bias) = ([1.5, -0.5][channel], [0.2, 3][channel])
      let count = Double(numbers[channel].count)
      let mean = numbers[channel].reduce(0, +) / count
      let squares = numbers[channel].map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      let running = 0.7 * before[0][channel] + 0.3 * mean
      let runningVariance = 0.7 * before[1][channel] + 0.3 * squares / (count - 1)
      #expect(abs(pass.statistics[0].scalars[channel] - running) < 1e-14)
      #expect(abs(pass.statistics[1].scalars[channel] - runningVariance) < 1e-14)
      for example in 0..<4 {
        for position in 0..<area {
          let index = (example * 2 + channel) * area + position
          let x = inputs.scalars[index]
          let inBatch = (x - mean) / (squares / count + 0.01).squareRoot() * weight + bias
          #expect(abs(trained.scalars[index] - inBatch) < 1e-12)
          let after = (x - running) / (runningVariance + 0.01).squareRoot() * weight + bias
          #expect(abs(evaluated.scalars[index] - after) < 1e-12)
        }
      }
    }
  }

  @Test("a batch with one number per channel takes the running statistics and leaves them")
  func batchOfOne() throws {
    let network = try Network<Double>(
      layers: [BatchNorm(channels: 3)], inputShape: [3], seed: 0)
    var pass = ForwardPass<Double>(training: RandomStream(seed: 0))
    let input = randomTensor([1, 3], seed: 2)
    let outputs = network.outputs(
      Variable(input), parameters: network.parameters.map(Variable.init), in: &pass)
    #expect(outputs.value == network(input))
    #expect(pass.statistics == network.statistics)
  }

  @Test("an evaluation leaves the statistics")
  func evaluation() throws {
    let network = try Network<Double>(
      layers: [BatchNorm(channels: 3)], inputShape: [3], seed: 0)
    var pass = ForwardPass<Double>()
    _ = network.outputs(
      Variable(randomTensor([4, 3], seed: 2)), parameters: network.parameters.map(Variable.init),
      in: &pass)
    #expect(pass.statistics == network.statistics)
  }

  @Test("statistics are named, checked and kept in another precision")
  func statistics() throws {
    let layers: [any Layer] = [
      Linear(inputs: 2, outputs: 3), Residual(body: [BatchNorm(channels: 3)]),
    ]
    var network = try Network<Double>(layers: layers, inputShape: [2], seed: 0)
    #expect(
      network.statisticsLayout.tensors.map(\.name)
        == ["1.body.0.running_mean", "1.body.0.running_var"])
    network.statistics[0] = Tensor([0.5, 0.25, -4])
    #expect(try network.converted(to: Float.self).statistics[0] == Tensor([0.5, 0.25, -4]))
    #expect(throws: NetworkError.self) {
      try Network<Double>(
        layers: layers, inputShape: [2], parameters: network.parameters,
        statistics: [.zeros([3]), .zeros([2])])
    }
  }

  @Test("dropout keeps the mean, and the same seed keeps the same numbers")
  func dropout() throws {
    let network = try Network<Double>(
      layers: [Dropout(probability: 0.25)], inputShape: [10_000], parameters: [])
    let ones = Tensor<Double>(repeating: 1, shape: [1, 10_000])
    let dropped = { (seed: UInt64) in
      var pass = ForwardPass<Double>(training: RandomStream(seed: seed))
      return network.outputs(Variable(ones), parameters: [], in: &pass).value.scalars
    }
    #expect(Set(dropped(1)) == [0, 1 / 0.75])
    #expect(abs(dropped(1).reduce(0, +) / 10_000 - 1) < 0.02)
    #expect(dropped(1) == dropped(1))
    #expect(dropped(1) != dropped(2))
    #expect(network(ones) == ones)
  }
}
