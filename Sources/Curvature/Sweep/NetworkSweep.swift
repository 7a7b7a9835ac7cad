import Autodiff
import NeuralNetworks
import Tensors

/// One batch sent through a network and back: its outputs, and the factors at every place where
/// parameters met activations.
public struct NetworkSweep<Scalar: TensorScalar>: Sendable {
  /// The network's outputs, of shape (batch, C); those of a group of inputs follow one another.
  public let outputs: Tensor<Scalar>
  /// The number R of cotangents of each example.
  public let cotangentCount: Int
  private let sites: [Site]

  /// A use of parameters with the cotangents that came back to it.
  private struct Site: Sendable {
    let operation: ParameterSite<Scalar>.Operation
    let weight: Int
    let bias: Int?
    let group: Int
    /// Activations, and the cotangents of the group's rows.
    let factors: SiteFactors<Scalar>
    /// The cotangents of all rows, with the first group.
    let biasFactors: SiteFactors<Scalar>?

    init(_ site: ParameterSite<Scalar>, cotangents: Tensor<Scalar>, groupSize: Int) {
      operation = site.operation
      weight = site.weight
      bias = site.bias
      group = site.rows.lowerBound / site.rows.count
      let all = SiteFactors(
        activations: site.activations, cotangents: cotangents, channels: site.outputChannels
      ).joiningExamples(groupSize)
      factors = all.selectingRows(site.rows)
      biasFactors = bias != nil && group == 0 ? all : nil
    }
  }

  /// Sends a batch through the network, and the cotangents that `cotangents` makes of the outputs, of
  /// shape (R, batch, C), back to the parameter tensors with the given positions.
  ///
  /// A batch of groups of k inputs, (batch, k, …), goes through as batch · k inputs; an example is then a
  /// group, and its inputs count as positions that share the parameters.
  public init(
    _ network: Network<Scalar>, inputs: Tensor<Scalar>, tensors: Set<Int>,
    cotangents: (Tensor<Scalar>) -> Tensor<Scalar>
  ) {
    let tape = Tape<Scalar>()
    var pass = ForwardPass(probing: tensors, on: tape)
    let outputs = network.outputs(
      Variable(inputs), parameters: network.parameters.map(Variable.init), in: &pass)
    self.outputs = outputs.value
    let cotangent = cotangents(outputs.value)
    cotangentCount = cotangent.shape[0]
    guard !pass.sites.isEmpty else {
      sites = []
      return
    }
    let pulled = tape.pullback(
      of: outputs, cotangent: Variable(cotangent), to: pass.sites.map(\.output))
    let groupSize = network.groupSize(of: inputs.shape)
    sites = zip(pass.sites, pulled).map {
      Site($0, cotangents: $1.value, groupSize: groupSize)
    }
  }

  /// Sends a batch through and the unit cotangent of every output back: the factors of the Jacobian.
  public init(
    jacobianOf network: Network<Scalar>, inputs: Tensor<Scalar>, tensors: Set<Int>
  ) {
    self.init(network, inputs: inputs, tensors: tensors) {
      .outputDirections(outputs: $0.shape[1], batch: $0.shape[0])
    }
  }

  /// The factors of each block of selected parameters that the batch has met, in the order of blocks.
  ///
  /// A tensor that was used several times has the sum of the gradients of its uses: their places count
  /// as positions that share it.
  public func factors(for selection: ParameterSelection) -> [BlockFactors<Scalar>] {
    selection.blocks.enumerated().compactMap { index, block in
      var gradients: BlockFactors<Scalar>.Gradients?
      for site in sites {
        guard let part = part(of: site, block, selection) else { continue }
        gradients = gradients.map { $0.appending(part) } ?? part
      }
      return gradients.map { BlockFactors(block: index, range: block.range, gradients: $0) }
    }
  }

  /// What a site contributes to a block: nothing unless it used the block's tensor.
  private func part(
    of site: Site, _ block: ParameterBlock, _ selection: ParameterSelection
  ) -> BlockFactors<Scalar>.Gradients? {
    let tensor = selection.tensors[block.tensor]
    let places = selection.elements[block.tensor]
    if tensor == site.bias {
      guard let factors = site.biasFactors else { return nil }
      if case .bias = block.form { return .bias(factors) }
      return .elements(factors.biasGradients().selectingColumns(places))
    }
    guard tensor == site.weight else { return nil }
    if case .matrix = block.form {
      return block.group == site.group ? .matrix(site.factors) : nil
    }
    if site.operation == .scale {
      return .elements(site.factors.scaleGradients().selectingColumns(places))
    }
    return .elements(site.factors.weightGradients(at: places ?? [], group: site.group))
  }
}
