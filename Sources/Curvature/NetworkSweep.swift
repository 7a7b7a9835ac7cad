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
      SiteFactors(
        weight: selection.block(of: site.weight), bias: selection.block(of: site.bias),
        activations: site.input, cotangents: cotangent.value)
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
