import Autodiff
import Tensors

extension Network {
  /// What some neighbouring layers make, at given parameters, of the activations in front of the first
  /// of them; all layers make the outputs, in their own shape.
  ///
  /// The network itself and its parameters stay as they are.
  public func activations(
    _ activations: Tensor<Scalar>, through layers: Range<Int>, parameters: [Tensor<Scalar>]
  ) -> Tensor<Scalar> {
    var pass = ForwardPass<Scalar>()
    return self.activations(
      Variable(activations), through: layers, parameters: parameters.map(Variable.init), in: &pass
    ).value
  }

  /// The same in a pass that may take notes.
  func activations(
    _ activations: Variable<Scalar>, through layers: Range<Int>, parameters: [Variable<Scalar>],
    in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    pass.statistics = statistics
    return steps[layers].reduce(activations) { activations, step in
      pass.apply(step.layer, to: activations, parameters: parameters, at: step.place)
    }
  }

  /// The first layer that acts with one of some parameter tensors, given by their positions, or the number
  /// of layers when none does.
  ///
  /// What the layers before it make does not depend on these tensors.
  public func firstLayer(using tensors: Set<Int>) -> Int {
    steps.firstIndex { step in
      let own = step.place.parameter..<step.place.parameter + step.layer.parameters.count
      return own.contains(where: tensors.contains)
    } ?? layers.count
  }
}
