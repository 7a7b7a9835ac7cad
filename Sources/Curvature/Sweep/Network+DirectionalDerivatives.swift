import Autodiff
import NeuralNetworks
import Tensors

extension Network {
  /// The derivatives `J v` of the outputs at a batch of inputs along one direction of selected weights, of
  /// shape (batch, C).
  ///
  /// `Jᵀ u` is recorded as a function of the cotangents u, in which it is linear; pulling v back through
  /// it gives `J v` without a Jacobian.
  public func directionalDerivatives(
    at inputs: Tensor<Scalar>, along direction: [Double], over selection: ParameterSelection
  ) -> Tensor<Scalar> {
    let tape = Tape<Scalar>()
    var parameters = self.parameters.map(Variable.init)
    for tensor in selection.tensors { parameters[tensor] = tape.variable(parameters[tensor].value) }
    let selected = selection.tensors.map { parameters[$0] }
    var pass = ForwardPass<Scalar>()
    let outputs = outputs(Variable(inputs), parameters: parameters, in: &pass)
    let cotangents = tape.variable(.zeros(outputs.shape))
    let pulled = tape.pullback(
      of: outputs, cotangent: cotangents, to: selected, recording: true)
    let rows = Tensor(shape: [1, direction.count], scalars: direction)
    let seeds = zip(pulled, selection.byTensor(rows, as: Scalar.self)).map { pulled, direction in
      (pulled, Variable(direction.reshaped(pulled.shape)))
    }
    return tape.pullback(of: seeds, to: [cotangents])[0].value
  }
}
