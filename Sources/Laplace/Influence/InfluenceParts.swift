import Tensors

/// What is known of the examples seen so far.
struct InfluenceParts {
  /// h.
  let scale: Double
  private var leverages: [Double] = []
  private var pulls: [Tensor<Double>] = []
  private var products: [Tensor<Double>] = []
  private var covariances: [Tensor<Double>] = []
  private var removals: [ExampleRemoval?] = []

  init(scale: Double) { self.scale = scale }

  /// Adds a batch: covariances (batch, C, C), products (batch, C, D + 1) of which the last is `J Δ`,
  /// gradients of the losses (1, batch, C) and roots of the curvature (R, batch, C).
  mutating func append(
    covariances: Tensor<Double>, products: Tensor<Double>, gradients: Tensor<Double>,
    roots: Tensor<Double>
  ) throws {
    let (batch, outputs, columns) = (products.shape[0], products.shape[1], products.shape[2])
    let roots = roots.exchangingFirstAxes
    let shifts = products.selectingColumns([columns - 1]).reshaped([batch, outputs])
    for row in 0..<batch {
      let own = covariances.slice(row..<row + 1).reshaped([outputs, outputs])
      let root = roots.slice(row..<row + 1).reshaped([roots.shape[1], outputs])
      let curvature = root.matrixProduct(root, transposingSelf: true)
      leverages.append(scale * (curvature * own).sum)
      removals.append(try ExampleRemoval(covariance: own, root: root, scale: scale))
      let gradient = gradients.reshaped([batch, outputs]).slice(row..<row + 1)
      pulls.append(
        scale * (gradient + shifts.slice(row..<row + 1).matrixProduct(curvature)))
    }
    self.covariances.append(covariances)
    self.products.append(products.selectingColumns(Array(0..<columns - 1)))
  }

  func influence(on predictive: GaussianPredictive) -> Influence {
    Influence(
      predictive: predictive, leverages: leverages, pulls: .concatenated(pulls),
      products: .concatenated(products), covariances: .concatenated(covariances),
      removals: removals)
  }
}
