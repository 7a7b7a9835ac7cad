import Curvature
import Tensors

/// The factors of a place in Double and by example: activations a of shape (batch, T, in) and
/// cotangents g of shape (batch, C, T, out).
struct ExampleFactors {
  let weight: Int?
  let bias: Int?
  var activations: Tensor<Double>
  var weightCotangents: Tensor<Double>
  var biasCotangents: Tensor<Double>

  init<Scalar: TensorScalar>(_ site: SiteFactors<Scalar>) {
    weight = site.weight
    bias = site.bias
    activations = site.activations.converted(to: Double.self)
    let (rows, batch) = (site.cotangentCount, site.batchCount)
    let width = site.positionCount * site.outputCount
    let source = Scalar.widened(site.cotangents.scalars)
    var byExample = [Double](repeating: 0, count: source.count)
    for row in 0..<rows {
      for example in 0..<batch {
        let from = (row * batch + example) * width
        let to = (example * rows + row) * width
        for offset in 0..<width { byExample[to + offset] = source[from + offset] }
      }
    }
    weightCotangents = Tensor(
      shape: [batch, rows, site.positionCount, site.outputCount], scalars: byExample)
    biasCotangents = weightCotangents
  }
}

extension NetworkSweep {
  /// `J V Jᵀ` of each example for a V that is diagonal after rotating activations and cotangents.
  ///
  /// Where the weight is used once per example, no Jacobian is formed: with `v = V (a∘a)`,
  /// `Σ = (g∘v) gᵀ`.
  func covariance(
    of selection: ParameterSelection, rotate: (ExampleFactors) -> ExampleFactors,
    variances: (Int) -> [Double]
  ) -> Tensor<Double> {
    let batch = outputs.shape[0]
    let count = sites.first?.cotangentCount ?? outputs.shape[1]
    var total = Tensor<Double>.zeros([batch, count, count])
    for site in sites {
      let factors = rotate(ExampleFactors(site))
      if let weight = factors.weight {
        let shape = selection.layout.tensors[weight].shape
        let matrix = Tensor(
          shape: [shape[0], shape.dropFirst().count], scalars: variances(weight))
        total.add(factors.weightCovariance(matrix))
      }
      if let bias = factors.bias {
        total.add(factors.biasCovariance(Tensor(variances(bias))))
      }
    }
    return total
  }
}

extension ExampleFactors {
  private var batchCount: Int { activations.shape[0] }

  /// The part of a weight with variances of shape (out, in).
  fileprivate func weightCovariance(_ variances: Tensor<Double>) -> Tensor<Double> {
    let rows = weightCotangents.shape[1]
    if activations.shape[1] == 1 {
      let squares = (activations * activations).reshaped([batchCount, activations.shape[2]])
      let spread = squares.matrixProduct(variances, transposingOther: true)
      let g = weightCotangents.reshaped([batchCount, rows, weightCotangents.shape[3]])
      return (g * spread.reshaped([batchCount, 1, g.shape[2]]))
        .matrixProduct(g, transposingOther: true)
    }
    let gradients = weightGradients()
    return (gradients * variances.reshaped([variances.count]))
      .matrixProduct(gradients, transposingOther: true)
  }

  /// The part of a bias with variances of shape (out).
  fileprivate func biasCovariance(_ variances: Tensor<Double>) -> Tensor<Double> {
    let gradients = biasGradients()
    return (gradients * variances).matrixProduct(gradients, transposingOther: true)
  }

  /// `Σₜ g aᵀ` for every example and output, flattened: (batch, C, out · in).
  func weightGradients() -> Tensor<Double> {
    let a = activations.reshaped([batchCount, 1, activations.shape[1], activations.shape[2]])
    let gradients = weightCotangents.matrixProduct(a, transposingSelf: true)
    return gradients.reshaped(
      [batchCount, weightCotangents.shape[1], gradients.shape[2] * gradients.shape[3]])
  }

  /// `Σₜ g` for every example and output: (batch, C, out).
  func biasGradients() -> Tensor<Double> { biasCotangents.summed(overAxis: 2) }
}
