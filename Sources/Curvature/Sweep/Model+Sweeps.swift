import Autodiff
import NeuralNetworks
import Tensors

extension Network {
  /// The tensors of the layer that parameters met last on the way through the network.
  ///
  /// A layer that is used again at the end counts there; scales of normalisations do not count unless
  /// there is nothing else.
  public var lastLayerTensors: [Int] {
    let tape = Tape<Scalar>()
    var pass = ForwardPass(probing: Set(parameters.indices), on: tape)
    _ = outputs(
      Variable(.zeros([1] + inputShape)), parameters: parameters.map(Variable.init), in: &pass)
    let site = pass.sites.last { $0.operation == .affine } ?? pass.sites.last
    return site.map { [$0.weight] + ($0.bias.map { [$0] } ?? []) } ?? []
  }
}

extension Model {
  /// The number R of columns of an example's square root of the curvature.
  public func rootColumnCount(of kind: CurvatureKind) -> Int {
    switch kind {
    case .empiricalFisher: 1
    case .monteCarloFisher(let samples, _): samples
    case .generalizedGaussNewton:
      rules.hessianRoot(at: Tensor<Scalar>.zeros([1, outputsPerExample])).shape[0]
    case .hessian: network.layout.count
    }
  }

  /// The examples of a sweep whose activations and cotangents take about 64 MiB, when cotangents go back
  /// to a parameter tensor.
  func sweepBatchSize(for kind: CurvatureKind, backTo tensor: Int) -> Int {
    batchSize(columns: kind == .hessian ? 32 : rootColumnCount(of: kind), backTo: tensor)
  }

  /// The examples of a sweep whose Jacobian factors take about 64 MiB, when cotangents go back to a
  /// parameter tensor.
  public func predictionBatchSize(backTo tensor: Int) -> Int {
    batchSize(columns: outputsPerExample, backTo: tensor)
  }

  private var outputsPerExample: Int { likelihood.itemsPerExample * network.outputCount }

  private func batchSize(columns: Int, backTo tensor: Int) -> Int {
    let counts = network.activationCounts(backTo: tensor)
    let values = likelihood.itemsPerExample * (2 * counts.all + columns * counts.behind)
    let perExample = max(1, values) * MemoryLayout<Scalar>.stride
    return max(1, min(2048, (64 << 20) / perExample))
  }
}

extension Network {
  /// The numbers that the layers put out for one example: in all, and from the layer of a parameter tensor
  /// on.
  fileprivate func activationCounts(backTo tensor: Int) -> (all: Int, behind: Int) {
    var shape = inputShape
    var (all, behind, parameters) = (shape.count, 0, 0)
    for layer in layers {
      guard let next = try? layer.outputShape(for: shape) else { break }
      shape = next
      parameters += layer.parameters.count
      all += shape.count
      if parameters > tensor { behind += shape.count }
    }
    return (all, behind)
  }
}
