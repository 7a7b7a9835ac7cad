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
  func rootColumnCount(of kind: CurvatureKind) -> Int {
    switch kind {
    case .empiricalFisher: 1
    case .monteCarloFisher(let samples, _): samples
    case .generalizedGaussNewton:
      likelihood.rules.hessianRoot(at: Tensor<Scalar>.zeros([1, network.outputCount])).shape[0]
    case .hessian: network.layout.count
    }
  }

  /// The examples of a sweep whose activations and cotangents take about 32 MiB.
  func sweepBatchSize(for kind: CurvatureKind) -> Int {
    let columns = kind == .hessian ? 32 : rootColumnCount(of: kind)
    return batchSize(columns: columns, bytes: 32 << 20)
  }

  /// The examples of a sweep whose Jacobian factors take about 32 MiB.
  public var predictionBatchSize: Int {
    batchSize(columns: network.outputCount, bytes: 32 << 20)
  }

  private func batchSize(columns: Int, bytes: Int) -> Int {
    let values = network.activationCount
    let perExample = (columns + 2) * values * MemoryLayout<Scalar>.stride
    return max(1, min(2048, bytes / max(1, perExample)))
  }
}

extension Network {
  /// The numbers that the layers put out for one example, in all.
  fileprivate var activationCount: Int {
    var shape = inputShape
    var count = 0
    for layer in layers {
      guard let next = try? layer.outputShape(for: shape) else { break }
      shape = next
      count += shape.count
    }
    return count
  }
}
