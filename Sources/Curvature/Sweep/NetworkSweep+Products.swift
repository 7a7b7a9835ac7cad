import NeuralNetworks
import Tensors

extension NetworkSweep {
  /// `J v` for each row v of a matrix (D, P) over selected parameters, J the gradients of the cotangents of
  /// every example, of shape (batch, R, D).
  ///
  /// In a matrix `v · Σₜ g aᵀ = Σₜ gᵀ V a`: no gradient is written out.
  public func products(
    with directions: Tensor<Double>, over selection: ParameterSelection
  ) -> Tensor<Double> {
    let (batch, count) = (outputs.shape[0], directions.shape[0])
    var total = Tensor<Double>.zeros([batch * cotangentCount, count])
    for part in factors(for: selection) {
      let own = directions.selectingColumns(Array(part.range))
      total.add(part.gradients.products(with: own).reshaped(total.shape))
    }
    return total.reshaped([batch, cotangentCount, count])
  }
}

extension BlockFactors.Gradients {
  /// The inner products of the gradients with the rows of a matrix (D, parameters of the block):
  /// (batch, R, D).
  func products(with directions: Tensor<Double>) -> Tensor<Double> {
    switch self {
    case .matrix(let site): site.products(with: directions)
    case .bias(let site): Self.products(of: site.biasGradients(), with: directions)
    case .elements(let elements): Self.products(of: elements, with: directions)
    }
  }

  /// The same for gradients (R, batch, parameters) as they stand.
  private static func products(
    of gradients: Tensor<Scalar>, with directions: Tensor<Double>
  ) -> Tensor<Double> {
    gradients.converted(to: Double.self).matrixProduct(directions, transposingOther: true)
      .exchangingFirstAxes
  }
}

extension SiteFactors {
  /// `Σₜ gᵀ V a` for each matrix V in the rows of (D, out · in): (batch, R, D).
  fileprivate func products(with directions: Tensor<Double>) -> Tensor<Double> {
    let a = activationVectors().reshaped([batchCount * positionCount, inputCount])
      .converted(to: Double.self)
    let g = cotangentVectors().reshaped(
      [cotangentCount, batchCount, positionCount * outputCount]
    ).converted(to: Double.self)
    let count = directions.shape[0]
    let columns = (0..<count).map { direction in
      let matrix = directions.slice(direction..<direction + 1).reshaped([outputCount, inputCount])
      let moved = a.matrixProduct(matrix, transposingOther: true)
        .reshaped([batchCount, positionCount * outputCount])
      return (g * moved).summed(overAxis: 2)
    }
    return Tensor.concatenated(columns).reshaped([count, cotangentCount * batchCount]).transposed()
      .reshaped([cotangentCount, batchCount, count]).exchangingFirstAxes
  }
}
