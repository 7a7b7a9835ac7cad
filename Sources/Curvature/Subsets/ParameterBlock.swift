import NeuralNetworks
import Tensors

/// A piece of the selected parameters whose gradients have one form.
public struct ParameterBlock: Hashable, Sendable {
  /// The form of a block's gradients.
  public enum Form: Hashable, Sendable {
    /// A matrix (out, in), flattened row-major, with the gradient `Σₜ g aᵀ`.
    case matrix(outputs: Int, inputs: Int)
    /// A bias, with the gradient `Σₜ g`.
    case bias
    /// A scale, or some elements of a tensor, whose gradients are formed one by one.
    case elements
  }

  /// The place of the block's tensor among the selected ones.
  public let tensor: Int
  /// The group of rows of the tensor that the block is; 0 where there is only one.
  public let group: Int
  /// The places of the block in the vector of selected parameters.
  public let range: Range<Int>
  /// The form of its gradients.
  public let form: Form

  /// The blocks that selected elements of a tensor make up, from a place of the vector on.
  static func blocks(
    of tensor: ParameterDescription, at place: Int, elements: [Int]?, from offset: Int
  ) -> [ParameterBlock] {
    if let elements {
      let range = offset..<offset + elements.count
      return [ParameterBlock(tensor: place, group: 0, range: range, form: .elements)]
    }
    guard case .matrix(let groups) = tensor.form else {
      return [
        ParameterBlock(
          tensor: place, group: 0, range: offset..<offset + tensor.shape.count,
          form: tensor.form == .bias ? .bias : .elements)
      ]
    }
    let outputs = tensor.shape[0] / groups
    let inputs = tensor.shape.dropFirst().count
    return (0..<groups).map { group in
      let start = offset + group * outputs * inputs
      return ParameterBlock(
        tensor: place, group: group, range: start..<start + outputs * inputs,
        form: .matrix(outputs: outputs, inputs: inputs))
    }
  }
}
