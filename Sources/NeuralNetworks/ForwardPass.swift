import Autodiff
import Tensors

/// What is noted while a network calculates its outputs: where parameters met activations.
///
/// With probes, the outputs of those meeting places are put on a tape, so that the cotangents there can
/// be asked for: together with the input activations they are all that any curvature is made of.
public struct ForwardPass<Scalar: TensorScalar> {
  /// The meeting places probed so far, in order of calculation.
  public private(set) var sites: [ParameterSite<Scalar>] = []
  private let tape: Tape<Scalar>?
  private let probed: Set<Int>
  var firstParameter = 0

  /// A pass that notes nothing.
  public init() {
    tape = nil
    probed = []
  }

  /// A pass that probes where the parameter tensors with the given positions are used.
  public init(probing parameters: Set<Int>, on tape: Tape<Scalar>) {
    self.tape = tape
    probed = parameters
  }

  /// Notes that `output = input Wᵀ + b`, with the positions of W and b among the layer's parameters,
  /// and returns the output to go on with.
  public mutating func note(
    affine input: Variable<Scalar>, weight: Int, bias: Int?, output: Variable<Scalar>
  ) -> Variable<Scalar> {
    let weight = firstParameter + weight
    let bias = bias.map { firstParameter + $0 }
    guard let tape, probed.contains(weight) || bias.map(probed.contains) == true else {
      return output
    }
    let probe = output.isConstant ? tape.variable(output.value) : output
    sites.append(ParameterSite(weight: weight, bias: bias, input: input.value, output: probe))
    return probe
  }
}

/// A place where a weight W (out, in) and a bias b (out) meet activations: `z = a Wᵀ + b`.
///
/// The derivative of anything in W is `Σ g aᵀ` and in b is `Σ g`, with g its cotangent at z.
public struct ParameterSite<Scalar: TensorScalar> {
  /// The position of W among the network's parameter tensors.
  public let weight: Int
  /// The position of b, if there is one.
  public let bias: Int?
  /// The activations a, of shape (batch, in), with positions that share W between the two.
  public let input: Tensor<Scalar>
  /// The pre-activations z on the tape, of shape (batch, out), with positions between the two.
  public let output: Variable<Scalar>
}
