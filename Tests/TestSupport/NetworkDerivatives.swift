import Autodiff
import NeuralNetworks
import Tensors

/// Derivatives of `Σ g ∘ f`, for a network's outputs f and fixed numbers g, found in several ways.
package struct NetworkDerivatives {
  private let network: Network<Double>
  private let inputs: Tensor<Double>
  private let cotangent: Tensor<Double>
  private let random: RandomStream?

  /// The derivatives of a network at inputs; with a stream the network acts as in training.
  package init(
    of network: Network<Double>, at inputs: Tensor<Double>, training random: RandomStream? = nil
  ) {
    self.network = network
    self.inputs = inputs
    self.random = random
    cotangent = randomTensor([inputs.shape[0], network.outputCount], seed: 77)
  }

  /// The derivatives in the parameters, then in the inputs, by the tape.
  package func byTape() -> [Double] {
    let tape = Tape<Double>()
    let parameters = network.parameters.map(tape.variable)
    let inputs = tape.variable(self.inputs)
    var pass = ForwardPass<Double>()
    pass.random = random
    let outputs = network.outputs(inputs, parameters: parameters, in: &pass)
    return tape.pullback(of: outputs, cotangent: Variable(cotangent), to: parameters + [inputs])
      .flatMap(\.value.scalars)
  }

  /// The same by finite differences.
  package func byDifferences() -> [Double] {
    let count = network.layout.count
    return finiteDifferenceJacobian(at: network.flatParameters + inputs.scalars) { point in
      let network = network.with(flatParameters: Array(point.prefix(count)))
      let inputs = Tensor(shape: inputs.shape, scalars: Array(point.dropFirst(count)))
      var pass = ForwardPass<Double>()
      pass.random = random
      let outputs = network.outputs(
        Variable(inputs), parameters: network.parameters.map(Variable.init), in: &pass)
      return [(outputs.value * cotangent).sum]
    }[0]
  }

  /// The derivatives in the parameters, summed up over the sites that were noted:
  /// `Σ g aᵀ` or `Σ g ∘ a` for a weight and `Σ g` for a bias.
  package func bySites() -> [Double] {
    let tape = Tape<Double>()
    var pass = ForwardPass(probing: Set(network.layout.tensors.indices), on: tape)
    let outputs = network.outputs(
      Variable(inputs), parameters: network.parameters.map(Variable.init), in: &pass)
    let cotangents = tape.pullback(
      of: outputs, cotangent: Variable(cotangent), to: pass.sites.map(\.output))
    var sums = network.parameters.map { Tensor<Double>.zeros($0.shape) }
    for (site, cotangent) in zip(pass.sites, cotangents) {
      let a = vectors(site.activations)
      let g = site.outputChannels == .last ? rows(cotangent.value) : planes(cotangent.value)
      for (a, g) in zip(a, g) {
        for row in site.rows {
          if let bias = site.bias { sums[bias].scalars[row] += g[row] }
          switch site.operation {
          case .scale: sums[site.weight].scalars[row] += g[row] * a[row]
          case .affine:
            for (column, activation) in a.enumerated() {
              sums[site.weight].scalars[row * a.count + column] += g[row] * activation
            }
          }
        }
      }
    }
    return sums.flatMap(\.scalars)
  }

  private func vectors(_ activations: ParameterSite<Double>.Activations) -> [[Double]] {
    switch activations {
    case .vectors(let vectors): rows(vectors)
    case .planes(let images): planes(images)
    case .windows(let images, let geometry, _): rows(images.unfolded(geometry))
    }
  }

  /// The vectors along the last axis.
  private func rows(_ tensor: Tensor<Double>) -> [[Double]] {
    stride(from: 0, to: tensor.count, by: tensor.shape[-1]).map {
      Array(tensor.scalars[$0..<$0 + tensor.shape[-1]])
    }
  }

  /// The vectors along the second axis.
  private func planes(_ tensor: Tensor<Double>) -> [[Double]] {
    rows(
      tensor.reshaped([tensor.shape[0], tensor.shape[1], tensor.shape.dropFirst(2).count])
        .transposed())
  }
}
