import Autodiff
import Datasets
import NeuralNetworks
import Tensors

/// Products of the Hessian of a batch's loss with vectors of selected parameters, `v ↦ ∇²ℓ v`.
///
/// The gradient is recorded while it is pulled back (Pearlmutter, 1994); pulling v back through it once
/// more gives the product, for many vectors at once.
struct HessianProduct<Scalar: TensorScalar> {
  private let tape: Tape<Scalar>
  private let parameters: [Variable<Scalar>]
  private let gradients: [Variable<Scalar>]
  private let selection: ParameterSelection
  /// The network's outputs, of shape (batch, C).
  let outputs: Tensor<Scalar>

  /// The products of a batch.
  init(_ model: Model<Scalar>, _ batch: Dataset<Scalar>, _ selection: ParameterSelection) {
    let tape = Tape<Scalar>()
    var all = model.network.parameters.map(Variable.init)
    for tensor in selection.tensors { all[tensor] = tape.variable(all[tensor].value) }
    parameters = selection.tensors.map { all[$0] }
    var pass = ForwardPass<Scalar>()
    let outputs = model.network.outputs(Variable(batch.inputs), parameters: all, in: &pass)
    let loss = model.rules.negativeLogLikelihood(outputs, batch.targets)
    gradients = tape.pullback(
      of: loss, cotangent: Variable(Tensor(1)), to: parameters, recording: true)
    self.tape = tape
    self.selection = selection
    self.outputs = outputs.value
  }

  /// The products with the rows of a matrix: (k, P) to (k, P).
  func callAsFunction(_ vectors: Tensor<Double>) -> Tensor<Double> {
    let count = vectors.shape[0]
    let seeds = zip(gradients, selection.byTensor(vectors, as: Scalar.self))
      .map { ($0, Variable($1)) }
    let pulled = tape.pullback(of: seeds, to: parameters)
    var result = Tensor<Double>.zeros([count, selection.count])
    for (index, product) in pulled.enumerated() {
      let flat = product.value.reshaped([count, product.value.count / max(1, count)])
      result.setColumns(
        from: selection.offsets[index],
        to: flat.selectingColumns(selection.elements[index]).converted(to: Double.self))
    }
    return result
  }
}
