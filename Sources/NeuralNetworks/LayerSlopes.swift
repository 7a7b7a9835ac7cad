import Autodiff
import Tensors

/// How strongly the units of a nonlinearity respond to some inputs.
public struct LayerSlopes: Equatable, Sendable {
  /// The place of the nonlinearity in the network: `1`, or `3.body.0` inside another layer.
  public let name: String
  /// The word of the nonlinearity: `relu`.
  public let word: String
  /// The largest slope |f′| of each unit over all examples; of a channel, over its positions too.
  public let largest: [Double]

  /// The same units over these and other inputs.
  public func takingLarger(_ other: LayerSlopes) -> LayerSlopes {
    LayerSlopes(
      name: name, word: word, largest: zip(largest, other.largest).map { max($0, $1) })
  }
}

extension Network {
  /// How strongly the units of every nonlinearity respond to a batch of inputs, in order of calculation.
  ///
  /// The units of images and sequences of a convolution are its channels, (batch, channels, …); otherwise
  /// they lie along the last axis.
  public func nonlinearitySlopes(at inputs: Tensor<Scalar>) -> [LayerSlopes] {
    var pass = ForwardPass<Scalar>.keepingNonlinearities()
    _ = outputs(Variable(inputs), parameters: parameters.map(Variable.init), in: &pass)
    let hasChannels = layers.hasConvolution
    return zip(layers.nonlinearityPlaces(in: ""), pass.nonlinearities).map { name, met in
      let slopes = Self.slopes(of: met.layer, at: met.input)
      let axis = hasChannels && slopes.shape.rank > 2 ? 1 : slopes.shape.rank - 1
      return LayerSlopes(
        name: name, word: type(of: met.layer).typeName, largest: slopes.largest(alongAxis: axis))
    }
  }

  /// `f′` of every element.
  private static func slopes(
    of activation: some Activation, at input: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let tape = Tape<Scalar>()
    let variable = tape.variable(input)
    let output = activation.activate(variable)
    return tape.pullback(
      of: output, cotangent: Variable(Tensor(repeating: 1, shape: input.shape)), to: [variable])[0]
      .value
  }
}

extension [any Layer] {
  /// The places of the nonlinearities in the order in which a network calculates them.
  fileprivate func nonlinearityPlaces(in module: String) -> [String] {
    enumerated().flatMap { position, layer -> [String] in
      var acting = layer
      while let shared = acting as? SharedLayer { acting = self[shared.layer] }
      let place = "\(module)\(position)"
      if acting is any Activation { return [place] }
      guard let residual = acting as? Residual else { return [] }
      return residual.body.nonlinearityPlaces(in: "\(place).body.")
        + residual.shortcut.nonlinearityPlaces(in: "\(place).shortcut.")
    }
  }

  /// Whether some layer, or a layer inside one, is a convolution.
  fileprivate var hasConvolution: Bool {
    contains { layer in
      if let residual = layer as? Residual {
        return residual.body.hasConvolution || residual.shortcut.hasConvolution
      }
      return layer is Convolution1D || layer is Convolution2D
    }
  }
}

extension Tensor {
  /// The largest absolute value at each place of an axis.
  fileprivate func largest(alongAxis axis: Int) -> [Double] {
    let inner = shape.lengths[(axis + 1)...].reduce(1, *)
    var largest = [Double](repeating: 0, count: shape[axis])
    for (place, value) in Scalar.widened(scalars).enumerated() {
      let unit = place / inner % shape[axis]
      largest[unit] = max(largest[unit], abs(value))
    }
    return largest
  }
}
