import Autodiff
import NeuralNetworks
import Tensors

/// One batch sent through a network and back: its outputs, and the factors at every place where
/// selected parameters meet activations.
public struct NetworkSweep<Scalar: TensorScalar>: Sendable {
  /// The network's outputs, of shape (batch, C).
  public let outputs: Tensor<Scalar>
  /// The factors, in the order of calculation.
  public let sites: [SiteFactors<Scalar>]

  /// Sends a batch through the network, and the cotangents that `cotangents` makes of the outputs, of
  /// shape (R, batch, C), back to the selected parameters.
  public init(
    _ network: Network<Scalar>, inputs: Tensor<Scalar>, selection: ParameterSelection,
    cotangents: (Tensor<Scalar>) -> Tensor<Scalar>
  ) {
    let tape = Tape<Scalar>()
    var pass = ForwardPass(probing: Set(selection.tensors), on: tape)
    let outputs = network.outputs(
      Variable(inputs), parameters: network.parameters.map(Variable.init), in: &pass)
    self.outputs = outputs.value
    guard !pass.sites.isEmpty else {
      sites = []
      return
    }
    let pulled = tape.pullback(
      of: outputs, cotangent: Variable(cotangents(outputs.value)), to: pass.sites.map(\.output))
    sites = zip(pass.sites, pulled).map { site, cotangent in
      let images = site.outputChannels == .first
      let g = cotangent.value
      let planes = g.reshaped(g.shape.dropLast(g.shape.rank - 3) + [g.shape.dropFirst(3).count])
      return SiteFactors(
        weight: selection.block(of: site.weight), bias: selection.block(of: site.bias),
        activations: site.vectors, cotangents: images ? planes.transposed() : g)
    }
  }

  /// Sends a batch through and the unit cotangent of every output back: the factors of the Jacobian.
  public init(
    jacobianOf network: Network<Scalar>, inputs: Tensor<Scalar>, selection: ParameterSelection
  ) {
    self.init(network, inputs: inputs, selection: selection) {
      .outputDirections(outputs: $0.shape[1], batch: $0.shape[0])
    }
  }
}

extension ParameterSite {
  /// The activations as vectors along the last axis: (batch, positions…, in).
  fileprivate var vectors: Tensor<Scalar> {
    switch activations {
    case .vectors(let vectors): vectors
    case .planes(let planes):
      planes.reshaped([planes.shape[0], planes.shape[1], planes.shape.dropFirst(2).count])
        .transposed()
    case .windows(let images, let geometry, _): images.unfolded(geometry)
    }
  }
}
