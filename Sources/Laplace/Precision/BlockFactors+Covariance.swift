import Curvature
import Parallelism
import Tensors

extension BlockFactors.Gradients {
  /// `J V Jᵀ` of each example for a diagonal V, of shape (batch, R, R).
  ///
  /// Where a matrix is used once per example, no Jacobian is formed: with `v = V (a∘a)`,
  /// `Σ = (g∘v) gᵀ`.
  func covariance(_ variances: [Double]) -> Tensor<Scalar> {
    let v = Tensor(variances).converted(to: Scalar.self)
    switch self {
    case .matrix(let site) where site.positionCount == 1:
      let a = site.activationVectors().reshaped([site.batchCount, site.inputCount])
      let spread = (a * a).matrixProduct(
        v.reshaped([site.outputCount, site.inputCount]), transposingOther: true)
      let g = site.cotangentVectors()
        .reshaped([site.cotangentCount, site.batchCount, site.outputCount]).exchangingFirstAxes
      return (g * spread.reshaped([site.batchCount, 1, site.outputCount]))
        .matrixProduct(g, transposingOther: true)
    case .matrix(let site):
      let parts = Parallel.map(site.batchCount) { example in
        Self.weighted(site.weightGradients(example..<example + 1), v)
      }
      return .concatenated(parts)
    case .bias(let site): return Self.weighted(site.biasGradients().exchangingFirstAxes, v)
    case .elements(let elements): return Self.weighted(elements.exchangingFirstAxes, v)
    }
  }

  private static func weighted(
    _ gradients: Tensor<Scalar>, _ variances: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    (gradients * variances).matrixProduct(gradients, transposingOther: true)
  }
}

extension NetworkSweep {
  /// `J W Jᵀ` of each example for a diagonal W with a weight for each parameter: (batch, R, R).
  func outerProducts(of selection: ParameterSelection, weights: [Double]) -> Tensor<Double> {
    var total = Tensor<Double>.zeros([outputs.shape[0], cotangentCount, cotangentCount])
    for part in factors(for: selection) {
      total.accumulate(part.gradients.covariance(Array(weights[part.range])))
    }
    return total
  }

  /// The whole Jacobian as rows in Double: (batch · R, P).
  func jacobianRows(of selection: ParameterSelection) -> Tensor<Double> {
    jacobianRows(0..<outputs.shape[0], of: selection, in: factors(for: selection))
  }

  /// The rows of some examples.
  func jacobianRows(
    _ examples: Range<Int>, of selection: ParameterSelection, in factors: [BlockFactors<Scalar>]
  ) -> Tensor<Double> {
    gradients(examples, of: selection, in: factors)
      .reshaped([examples.count * cotangentCount, selection.count]).converted(to: Double.self)
  }
}

extension Tensor<Double> {
  /// `W Wᵀ` for each example's rows of a matrix of all rows: (batch · C, K) to (batch, C, C).
  func productsByExample(outputs: Int) -> Tensor<Double> {
    let rows = reshaped([shape[0] / outputs, outputs, shape[1]])
    return rows.matrixProduct(rows, transposingOther: true)
  }
}

extension [GradientRows] {
  /// `J W Jᵀ` for the rows of all parts, one part after the other, and a weight for each parameter.
  func outerProducts(weights: [Double]) -> Tensor<Double> {
    Tensor.concatenated(
      map { one in
        Tensor.concatenated(map { $0.products(with: one, weights: weights) }).transposed()
      })
  }
}
