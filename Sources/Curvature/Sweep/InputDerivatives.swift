import Autodiff
import NeuralNetworks
import Tensors

/// The derivatives in one input x of a network's outputs f_c, and of their derivatives along directions of
/// the weights.
public struct InputDerivatives<Scalar: TensorScalar>: Sendable {
  /// `∂f_c/∂x`, of shape (C, …).
  public let outputs: Tensor<Scalar>
  /// `∂(J_c v_c)/∂x` for a direction v_c of each output, held fixed, of shape (C, …).
  public let directional: Tensor<Scalar>

  /// The derivatives at one input, of shape (1, …), for directions of selected weights in the rows of a
  /// matrix (C, P).
  ///
  /// The Jacobian is recorded while it is pulled back; pulling v back through it once more gives the
  /// second derivative.
  public init(
    of network: Network<Scalar>, at input: Tensor<Scalar>, over selection: ParameterSelection,
    directions: Tensor<Double>
  ) {
    let tape = Tape<Scalar>()
    let x = tape.variable(input)
    var parameters = network.parameters.map(Variable.init)
    for tensor in selection.tensors { parameters[tensor] = tape.variable(parameters[tensor].value) }
    let selected = selection.tensors.map { parameters[$0] }
    var pass = ForwardPass<Scalar>()
    let outputs = network.outputs(x, parameters: parameters, in: &pass)
    let count = outputs.shape[1]
    let units = Tensor<Scalar>.outputDirections(outputs: count, batch: 1)
    let shape = Shape([count]) + input.shape.dropFirst()
    self.outputs = tape.pullback(of: outputs, cotangent: Variable(units), to: [x])[0].value
      .reshaped(shape)
    let rows = (0..<count).map { output in
      let unit = units.slice(output..<output + 1).reshaped([1, count])
      let jacobian = tape.pullback(
        of: outputs, cotangent: Variable(unit), to: selected, recording: true)
      let direction = selection.byTensor(directions.slice(output..<output + 1), as: Scalar.self)
      let seeds = zip(jacobian, direction).map { jacobian, direction in
        (jacobian, Variable(direction.reshaped(jacobian.shape)))
      }
      return tape.pullback(of: seeds, to: [x])[0].value
    }
    directional = Tensor.concatenated(rows).reshaped(shape)
  }
}
