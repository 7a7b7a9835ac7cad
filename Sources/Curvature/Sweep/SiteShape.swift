import Autodiff
import NeuralNetworks
import Tensors

/// The sizes of a place where parameters meet activations, which tell what curvature costs there.
public struct SiteShape: Hashable, Sendable {
  /// The position of the weight among the network's parameter tensors.
  public let weight: Int
  /// The position of the bias, if there is one.
  public let bias: Int?
  /// The number T of positions of an example that share the parameters.
  public let positions: Int
  /// The length of the activations.
  public let inputs: Int
  /// The length of the cotangents.
  public let outputs: Int

  /// The multiplications and additions of one forward pass of one example.
  public var forwardCost: Double { 2 * Double(positions) * Double(inputs) * Double(outputs) }
}

extension Network {
  /// The places in the order of calculation, found by sending one example of zeros through.
  public var siteShapes: [SiteShape] {
    let tape = Tape<Scalar>()
    var pass = ForwardPass(probing: Set(parameters.indices), on: tape)
    _ = outputs(
      Variable(.zeros([1] + inputShape)), parameters: parameters.map(Variable.init), in: &pass)
    return pass.sites.map { site in
      let factors = SiteFactors(
        activations: site.activations,
        cotangents: site.output.value.reshaped([1] + site.output.shape),
        channels: site.outputChannels)
      return SiteShape(
        weight: site.weight, bias: site.bias, positions: factors.positionCount,
        inputs: site.operation == .scale ? 1 : factors.inputCount, outputs: site.rows.count)
    }
  }
}
