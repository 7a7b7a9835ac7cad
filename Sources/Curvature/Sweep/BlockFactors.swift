import NeuralNetworks
import Tensors

/// What a batch says about the gradients in one block of selected parameters.
public struct BlockFactors<Scalar: TensorScalar>: Sendable {
  /// Gradients in the form in which they are cheapest to keep.
  public enum Gradients: Sendable {
    /// `Σₜ g aᵀ` in a matrix.
    case matrix(SiteFactors<Scalar>)
    /// `Σₜ g` in a bias.
    case bias(SiteFactors<Scalar>)
    /// The gradients themselves: (R, batch, elements).
    case elements(Tensor<Scalar>)

    /// The sum with the gradients of another use of the same parameters.
    func appending(_ other: Gradients) -> Gradients {
      switch (self, other) {
      case (.matrix(let one), .matrix(let other)): .matrix(one.appending(other))
      case (.bias(let one), .bias(let other)): .bias(one.appending(other))
      case (.elements(let one), .elements(let other)): .elements(one + other)
      default: preconditionFailure("uses of one block have gradients of one form")
      }
    }
  }

  /// The position of the block among those of the selection.
  public let block: Int
  /// The places of the block in the vector of selected parameters.
  public let range: Range<Int>
  /// The gradients.
  public let gradients: Gradients

  /// Gradients in a block.
  public init(block: Int, range: Range<Int>, gradients: Gradients) {
    self.block = block
    self.range = range
    self.gradients = gradients
  }

  /// The gradients of some examples: (examples, R, parameters of the block).
  public func gradients(_ examples: Range<Int>) -> Tensor<Scalar> {
    switch gradients {
    case .matrix(let site): site.weightGradients(examples)
    case .bias(let site): site.biasGradients().exchangingFirstAxes.slice(examples)
    case .elements(let elements): elements.exchangingFirstAxes.slice(examples)
    }
  }
}

extension NetworkSweep {
  /// The gradients of some examples in all selected parameters: (examples, R, P), rows of a Jacobian
  /// where the cotangents are unit vectors.
  public func gradients(
    _ examples: Range<Int>, of selection: ParameterSelection, in factors: [BlockFactors<Scalar>]
  ) -> Tensor<Scalar> {
    let rows = examples.count * cotangentCount
    var result = Tensor<Scalar>.zeros([rows, selection.count])
    for part in factors {
      let gradients = part.gradients(examples)
      result.setColumns(
        from: part.range.lowerBound, to: gradients.reshaped([rows, part.range.count]))
    }
    return result.reshaped([examples.count, cotangentCount, selection.count])
  }
}
