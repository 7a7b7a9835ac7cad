import ModelFiles
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct ModelFileTests {
  private let layers: [any Layer] = [
    Convolution2D(inputs: 1, outputs: 2, kernel: 3, padding: 1), BatchNorm(channels: 2),
    Residual(
      body: [Convolution2D(inputs: 2, outputs: 2, kernel: 1), BatchNorm(channels: 2)]),
    Flatten(), LayerNorm(shape: [8]), Dropout(), Linear(inputs: 8, outputs: 8), LeakyReLU(),
    SharedLayer(layer: 6),
  ]

  @Test(
    "a model is read as it was written, statistics, likelihood and frozen tensors included",
    arguments: LikelihoodKind.allCases.filter { $0 != .reward }
      + [.scaledRegression(noises: [0.5, 1, 2, 1, 1, 1, 1, 0.1])])
  func roundTrip(likelihood: LikelihoodKind) throws {
    var network = try Network<Float>(layers: layers, inputShape: [1, 2, 2], seed: 1)
    for index in network.statistics.indices {
      network.statistics[index] = randomTensor([2], seed: UInt64(index), as: Float.self).mapped(
        .sigmoid)
    }
    let model = try Model(network, likelihood: likelihood)
      .freezing(tensors: ["6.bias"], modules: ["2.body"])
    let file = try written(model)
    #expect(file.names.contains("1.running_mean"))
    #expect(file.names.contains("2.body.1.running_var"))
    let read = try ModelFile.read(file, as: Float.self)
    #expect(read.network.parameters == network.parameters)
    #expect(read.network.statistics == network.statistics)
    #expect(read.likelihood == likelihood)
    #expect(read.frozen == model.frozen)
    #expect(read.frozen.count == 5)
    let inputs = randomTensor([3, 1, 2, 2], seed: 5, as: Float.self)
    #expect(read.network(inputs) == network(inputs))
    let wide = try ModelFile.read(file, as: Double.self)
    #expect(wide.network.statistics == network.statistics.map { $0.converted(to: Double.self) })
  }

  @Test("a reward model is read as it was written, and refused with eight outputs")
  func rewardOutputs() throws {
    let scorer = try Network<Float>(
      layers: [Linear(inputs: 3, outputs: 1)], inputShape: [3], seed: 1)
    let read = try ModelFile.read(
      written(Model(scorer, likelihood: .reward)), as: Float.self)
    #expect(read.likelihood == .reward)
    let wide = try Network<Float>(layers: layers, inputShape: [1, 2, 2], seed: 1)
    let file = try written(Model(wide, likelihood: .reward))
    #expect { try ModelFile.read(file, as: Float.self) } throws: { error in
      "\(error)".contains("one score of an item is needed")
    }
  }

  @Test(
    "frozen names that make no sense are refused",
    arguments: [#"["9.weight"]"#, "0.weight", #"{"0.weight":true}"#])
  func malformedFrozen(text: String) throws {
    let network = try Network<Double>(layers: layers, inputShape: [1, 2, 2], seed: 1)
    var writer = SafetensorsWriter()
    try ModelFile.add(Model(network, likelihood: .regression), to: &writer)
    #expect(writer.metadata["frozen"] == nil)
    writer.metadata["frozen"] = text
    let file = try SafetensorsFile(bytes: writer.bytes())
    #expect { try ModelFile.read(file, as: Double.self) } throws: { error in
      "\(error)".contains("metadata 'frozen'")
    }
  }

  @Test(
    "layers that make no sense end in an error, never in a crash",
    arguments: [
      #"{"type":"linear","in":-3,"out":2}"#, #"{"type":"linear","in":2,"out":-2}"#,
      #"{"type":"linear","in":2,"out":9000000000000000000}"#,
      #"{"type":"batchnorm","channels":-2}"#, #"{"type":"layernorm","size":-1}"#,
      #"{"type":"layernorm","shape":[4000000000,4000000000,4000000000]}"#,
      #"{"type":"layernorm"}"#, #"{"type":"dropout","p":"x"}"#, #"{"type":"dropout","p":7}"#,
      #"{"type":"shared","layer":0}"#, #"{"type":"shared","layer":-9223372036854775808}"#,
      #"{"type":"residual","body":[{"type":"shared","layer":0}]}"#,
      #"{"type":"residual","body":[{"type":"linear","in":2,"out":-2}]}"#,
      #"{"type":"residual"}"#, #"{"type":"residual","body":{}}"#,
      #"{"type":"conv2d","in":-1,"out":1,"kernel":1}"#,
    ], ["2", "1x4x4", "4000000000x4000000000", "0", ""])
  func hostileLayers(layer: String, inputShape: String) throws {
    var writer = SafetensorsWriter()
    for name in ["0.weight", "0.bias", "0.running_mean", "0.running_var"] {
      try writer.add(name, Tensor<Double>([1, 1]))
    }
    writer.metadata = ["layers": "[\(layer)]", "likelihood": "regression"]
    if !inputShape.isEmpty { writer.metadata["input_shape"] = inputShape }
    let file = try SafetensorsFile(bytes: writer.bytes())
    #expect(throws: (any Error).self) { try ModelFile.read(file, as: Double.self) }
  }

  @Test("statistics that are missing are named")
  func missingStatistics() throws {
    var writer = SafetensorsWriter()
    try writer.add("0.weight", Tensor<Double>([1, 1]))
    try writer.add("0.bias", Tensor<Double>([1, 1]))
    try writer.add("0.running_mean", Tensor<Double>([1, 1]))
    writer.metadata = [
      "layers": #"[{"type":"batchnorm","channels":2}]"#, "likelihood": "regression",
      "input_shape": "2",
    ]
    let file = try SafetensorsFile(bytes: writer.bytes())
    #expect { try ModelFile.read(file, as: Double.self) } throws: { error in
      "\(error)".contains("0.running_var")
    }
  }

  private func written(_ model: Model<Float>) throws -> SafetensorsFile {
    var writer = SafetensorsWriter()
    try ModelFile.add(model, to: &writer)
    return try SafetensorsFile(bytes: writer.bytes())
  }
}
