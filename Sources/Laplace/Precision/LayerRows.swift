import Curvature
import Tensors

/// The Jacobian rows `g ⊗ (a, 1)` of a single layer that each example meets once, such as a last layer.
///
/// With `S_oo' = (a, 1)ᵀ Σ_oo' (a, 1)` for the blocks of a covariance Σ of the layer's parameters, the
/// covariance of the outputs is `g S gᵀ`: no row is ever written out.
struct LayerRows {
  /// (batch, in) or (batch, in + 1).
  private let activations: Tensor<Double>
  /// (batch, R, out).
  private let cotangents: Tensor<Double>
  private let inputCount: Int
  private let hasBias: Bool

  /// The rows, where the factors are of one matrix, with or without its bias.
  init?<Scalar: TensorScalar>(_ factors: [BlockFactors<Scalar>]) {
    guard let first = factors.first, factors.count <= 2,
      case .matrix(let site) = first.gradients, site.positionCount == 1
    else { return nil }
    if factors.count == 2 {
      guard case .bias(let bias) = factors[1].gradients, bias.cotangents == site.cotangents else {
        return nil
      }
    }
    hasBias = factors.count == 2
    inputCount = site.inputCount
    let vectors = site.activationVectors().reshaped([site.batchCount, site.inputCount])
      .converted(to: Double.self)
    var activations = Tensor(
      repeating: 1, shape: [site.batchCount, inputCount + (hasBias ? 1 : 0)])
    activations.setColumns(from: 0, to: vectors)
    self.activations = activations
    cotangents = site.cotangentVectors()
      .reshaped([site.cotangentCount, site.batchCount, site.outputCount]).exchangingFirstAxes
      .converted(to: Double.self)
  }

  /// `g S gᵀ` of each example: (batch, R, R).
  func covariance(_ parameters: Tensor<Double>) -> Tensor<Double> {
    let (batch, outputs) = (activations.shape[0], cotangents.shape[2])
    var squares = Tensor<Double>.zeros([batch, outputs, outputs])
    for row in 0..<outputs {
      for column in row..<outputs {
        let block = block(of: parameters, row, column, outputs: outputs)
        let forms = (activations.matrixProduct(block) * activations).summed(overAxis: 1)
        for example in 0..<batch {
          let start = example * outputs * outputs
          squares.scalars[start + row * outputs + column] = forms.scalars[example]
          squares.scalars[start + column * outputs + row] = forms.scalars[example]
        }
      }
    }
    return cotangents.matrixProduct(squares).matrixProduct(cotangents, transposingOther: true)
  }

  /// The covariance of the parameters of two outputs, weights first.
  private func block(
    of parameters: Tensor<Double>, _ row: Int, _ column: Int, outputs: Int
  ) -> Tensor<Double> {
    let places = { (output: Int) in
      Array(output * inputCount..<(output + 1) * inputCount)
        + (hasBias ? [outputs * inputCount + output] : [])
    }
    return parameters.selecting(places(row)).selectingColumns(places(column))
  }
}
