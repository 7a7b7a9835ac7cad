import Autodiff
import Curvature
import Datasets
import NeuralNetworks
import TestSupport
import Tensors
import Testing

/// What other implementations are known to get wrong, each with the formula that is right.
@Suite struct KnownFaultTests {
  @Test("the empirical Fisher of a regression is not twice too large: Σ r² x xᵀ")
  func regressionFisher() throws {
    let network = try Network<Double>(
      layers: [Linear(inputs: 2, outputs: 1, bias: false)], inputShape: [2],
      parameters: [Tensor(shape: [1, 2], scalars: [0.5, -1])])
    let inputs = Tensor<Double>(shape: [3, 2], scalars: [1, 2, -1, 0.5, 3, 1])
    let targets: [Double] = [0.3, -2, 1]
    let data = try Dataset(
      inputs: inputs, targets: .values(Tensor(shape: [3, 1], scalars: targets)))
    var expected = [0.0, 0, 0, 0]
    for example in 0..<3 {
      let x = [inputs[example, 0], inputs[example, 1]]
      let residual = 0.5 * x[0] - x[1] - targets[example]
      for index in 0..<4 { expected[index] += residual * residual * x[index / 2] * x[index % 2] }
    }
    let found = try dense(
      Model(network, likelihood: .regression), data, .empiricalFisher, .all, .full)
    #expect(disagreement(found.scalars, expected) < 1e-12)
  }

  @Test("the empirical Fisher of a last layer is not zero", arguments: TinyNetwork.allCases)
  func lastLayerFisher(network: TinyNetwork) throws {
    let (model, data) = try network.problem(.classification, seed: 1, count: 5)
    let whole = try dense(model, data, .empiricalFisher, .all, .full)
    let last = try WeightSubset.lastLayer.selection(in: model, on: data)
      .indices(in: model.network.layout)
    let expected = last.map { whole[$0, $0] }
    let found = try dense(model, data, .empiricalFisher, .lastLayer, .diagonal)
    #expect(disagreement(last.indices.map { found[$0, $0] }, expected) < 1e-12)
    #expect(expected.contains { $0 > 0 })
  }

  @Test("Kronecker factors of a layer with a frozen weight, or a frozen bias, are its own")
  func halfFrozenLayers() throws {
    let (model, data) = try TinyNetwork.residual.problem(.classification, seed: 2, count: 5)
    let whole = try dense(model, data, .generalizedGaussNewton, .all, .kronecker())
    for frozen in model.network.layout.tensors.map(\.name) {
      let part = try model.freezing(tensors: [frozen], modules: [])
      let places = try WeightSubset.all.selection(in: part, on: data)
        .indices(in: model.network.layout)
      #expect(places.count < model.network.layout.count)
      let found = try dense(part, data, .generalizedGaussNewton, .all, .kronecker())
      let expected = whole.selecting(places).selectingColumns(places)
      #expect(disagreement(found.scalars, expected.scalars) < 1e-12)
    }
  }

  @Test("curvature in Double is exact to Double", arguments: TinyNetwork.allCases)
  func precision(network: TinyNetwork) throws {
    let (model, data) = try network.problem(.regression, seed: 3, count: 4)
    let found = try dense(model, data, .generalizedGaussNewton, .all, .full)
    // Σ Jᵀ J from the tape's own gradients of each output.
    var expected = Tensor<Double>.zeros(found.shape)
    for example in 0..<data.count {
      let tape = Tape<Double>()
      let parameters = model.network.parameters.map(tape.variable)
      var pass = ForwardPass<Double>()
      let outputs = model.network.outputs(
        Variable(data.inputs.slice(example..<example + 1)), parameters: parameters, in: &pass)
      for output in 0..<outputs.shape[1] {
        var direction = Tensor<Double>.zeros(outputs.shape)
        direction.scalars[output] = 1
        let gradient = tape.pullback(of: outputs, cotangent: Variable(direction), to: parameters)
          .flatMap(\.value.scalars)
        let row = Tensor(shape: [1, gradient.count], scalars: gradient)
        expected.add(DenseMatrix.product(row.transposed(), row))
      }
    }
    #expect(disagreement(found.scalars, expected.scalars) < 1e-12)
  }

  @Test("a last batch of one example counts like any other", arguments: TinyNetwork.allCases)
  func singleExample(network: TinyNetwork) throws {
    let (model, data) = try network.problem(.classification, seed: 4, count: 5)
    for structure in HessianStructure.plain {
      let sums = try [5, 4].map { size in
        try estimate(model, data, .generalizedGaussNewton, .all, structure, batchSize: size)
      }
      let (whole, split) = (try #require(sums[0].denseMatrix), try #require(sums[1].denseMatrix))
      #expect(disagreement(split.scalars, whole.scalars) < 1e-9)
    }
  }

  @Test("the last layer is the one that acts last, in networks of one layer and of reused ones")
  func lastLayers() throws {
    for (layers, names) in [
      ([Linear(inputs: 3, outputs: 2)], ["0.weight", "0.bias"]),
      (
        [
          Linear(inputs: 3, outputs: 3), Tanh(), Linear(inputs: 3, outputs: 3, bias: false),
          Tanh(), SharedLayer(layer: 0),
        ], ["0.weight", "0.bias"]
      ),
      (
        [Linear(inputs: 3, outputs: 2, bias: false), LayerNorm(shape: [2])],
        ["0.weight"]
      ),
      (
        [Linear(inputs: 3, outputs: 3), Residual(body: [Tanh(), Linear(inputs: 3, outputs: 3)])],
        ["1.body.1.weight", "1.body.1.bias"]
      ),
    ] as [([any Layer], [String])] {
      let network = try Network<Double>(layers: layers, inputShape: [3], seed: 1)
      let found = network.lastLayerTensors.map { network.layout.tensors[$0].name }
      #expect(found == names)
    }
  }

  @Test("sampled targets differ between examples, and depend neither on batches nor on order")
  func monteCarloStreams() throws {
    let (model, one) = try TinyNetwork.oneLayer.problem(.classification, seed: 1, count: 1)
    let same = one.selecting([0, 0, 0, 0, 0, 0, 0, 0])
    let kind = CurvatureKind.monteCarloFisher(samples: 1, seed: 3)
    let whole = try dense(model, same, kind, .all, .full)
    let alone = try dense(model, one, kind, .all, .full)
    #expect(disagreement(whole.scalars, alone.scalars.map { 8 * $0 }) > 1e-3)
    let (large, data) = try TinyNetwork.sequence.problem(.classification, seed: 2, count: 7)
    let expected = try dense(large, data, kind, .all, .full)
    for size in [1, 2, 3] {
      let sum = try estimate(large, data, kind, .all, .full, batchSize: size)
      let found = try #require(sum.denseMatrix)
      #expect(disagreement(found.scalars, expected.scalars) < 1e-12)
    }
  }

  @Test(
    "Kronecker factors of shared weights follow one convention", arguments: WeightSharing.allCases)
  func sharedWeights(sharing: WeightSharing) throws {
    // A convolution over a sequence, its windows and cotangents worked out by hand.
    let (model, data) = try TinyNetwork.sequence.problem(.regression, seed: 5, count: 3)
    let sum = try estimate(model, data, .generalizedGaussNewton, .all, .kronecker(sharing))
    let factors = try #require(sum as? KroneckerCurvature).factors[0]
    let (positions, inputs) = (2, 4)
    var expected = Tensor<Double>.zeros([inputs, inputs])
    for example in 0..<data.count {
      let sequence = data.inputs.slice(example..<example + 1).scalars
      var windows: [[Double]] = []
      for t in 0..<positions {
        windows.append((0..<inputs).map { index in sequence[index / 2 * 5 + 2 * t + index % 2] })
      }
      let means: [Double] = zip(windows[0], windows[1]).map { 0.5 * ($0 + $1) }
      for vector in sharing == .expand ? windows : [means] {
        let scale = sharing == .expand ? 1.0 / 6 : 1.0 / 3
        for index in 0..<inputs * inputs {
          expected.scalars[index] += scale * vector[index / inputs] * vector[index % inputs]
        }
      }
    }
    #expect(disagreement(try #require(factors.input).scalars, expected.scalars) < 1e-12)
  }

  @Test("the number of examples is counted from what was seen")
  func exampleCount() throws {
    let (model, data) = try TinyNetwork.oneLayer.problem(.classification, seed: 1, count: 7)
    let selection = try WeightSubset.all.selection(in: model, on: data)
    let found = try CurvatureEstimate(
      of: model, on: data.selecting([0, 3, 4]), kind: .generalizedGaussNewton,
      selection: selection, structures: [.kronecker()], batchSize: 2)
    #expect(found.exampleCount == 3)
    let count = found.sums[0].tensors.first { $0.name == "count.0" }
    #expect(count?.tensor.scalars == [3])
  }

  private func estimate(
    _ model: Model<Double>, _ data: Dataset<Double>, _ kind: CurvatureKind,
    _ subset: WeightSubset, _ structure: HessianStructure, batchSize: Int? = nil
  ) throws -> any CurvatureSum {
    try CurvatureEstimate(
      of: model, on: data, kind: kind, selection: try subset.selection(in: model, on: data),
      structures: [structure], batchSize: batchSize
    ).sums[0]
  }

  private func dense(
    _ model: Model<Double>, _ data: Dataset<Double>, _ kind: CurvatureKind,
    _ subset: WeightSubset, _ structure: HessianStructure
  ) throws -> Tensor<Double> {
    try #require(estimate(model, data, kind, subset, structure).denseMatrix)
  }
}
