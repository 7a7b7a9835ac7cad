import Curvature
import LinearAlgebra
import Tensors

/// The Jacobian of a batch along the eigenvectors of the curvature: the covariance of the outputs at any
/// one prior precision then takes neither another sweep nor another factorisation.
protocol OutputProjection: Sendable {
  /// `J (H + ρ I)⁻¹ Jᵀ` for each example, of shape (batch, C, C).
  func covariance(_ relativePrecision: Double) -> Tensor<Double>

  /// The bytes that the projection takes.
  var byteCount: Int { get }
}

/// `y = J qᵢ` along eigenvectors with the eigenvalues s, and `JJᵀ` where they are not all.
///
/// The covariance is `Σ yᵢ yᵢᵀ/(sᵢ + ρ)`, or with `JJᵀ` it is `(JJᵀ - Σ yᵢ yᵢᵀ sᵢ/(sᵢ + ρ))/ρ`.
struct EigenvectorProjection: OutputProjection {
  /// Of shape (batch, C, K).
  let rows: Tensor<Double>
  /// K eigenvalues.
  let eigenvalues: [Double]
  /// `JJᵀ` of each example; nil where the eigenvectors are a basis.
  let outerProducts: Tensor<Double>?

  func covariance(_ relativePrecision: Double) -> Tensor<Double> {
    guard var total = outerProducts else {
      let weights = Tensor(eigenvalues.map { 1 / ($0 + relativePrecision) })
      return (rows * weights).matrixProduct(rows, transposingOther: true)
    }
    let weights = Tensor(eigenvalues.map { $0 / ($0 + relativePrecision) })
    total.add((rows * weights).matrixProduct(rows, transposingOther: true), scaledBy: -1)
    return (1 / relativePrecision) * total
  }

  var byteCount: Int { 8 * (rows.count + (outerProducts?.count ?? 0)) }
}

extension EigenvectorProjection {
  /// The projection of one output alone.
  func selecting(output: Int) -> EigenvectorProjection {
    let (batch, outputs) = (rows.shape[0], rows.shape[1])
    let places = (0..<batch).map { $0 * outputs + output }
    return EigenvectorProjection(
      rows: rows.reshaped([batch * outputs, rows.shape[2]]).selecting(places)
        .reshaped([batch, 1, rows.shape[2]]),
      eigenvalues: eigenvalues,
      outerProducts: outerProducts.map { products in
        products.reshaped([batch * outputs, outputs]).selecting(places).selectingColumns([output])
          .reshaped([batch, 1, 1])
      })
  }
}

/// A projection for each output, onto a curvature of its own; different outputs do not covary.
struct SeparateProjections: OutputProjection {
  let outputs: [EigenvectorProjection]

  func covariance(_ relativePrecision: Double) -> Tensor<Double> {
    let variances = outputs.map { $0.covariance(relativePrecision) }
    let (batch, count) = (variances[0].shape[0], outputs.count)
    var total = Tensor<Double>.zeros([batch, count, count])
    for (output, variance) in variances.enumerated() {
      for example in 0..<batch {
        total.scalars[(example * count + output) * count + output] = variance.scalars[example]
      }
    }
    return total
  }

  var byteCount: Int { outputs.reduce(0) { $0 + $1.byteCount } }
}

/// Gradients in the eigenbases of Kronecker products.
struct RotatedProjection<Scalar: TensorScalar>: OutputProjection {
  /// One block's gradients, and the curvature along its basis vectors.
  struct Part: Sendable {
    let gradients: BlockFactors<Scalar>.Gradients
    let eigenvalues: [Double]
  }

  let parts: [Part]
  let batchCount: Int
  let outputCount: Int

  func covariance(_ relativePrecision: Double) -> Tensor<Double> {
    var total = Tensor<Double>.zeros([batchCount, outputCount, outputCount])
    for part in parts {
      total.accumulate(
        part.gradients.covariance(part.eigenvalues.map { 1 / ($0 + relativePrecision) }))
    }
    return total
  }

  var byteCount: Int {
    let counts = parts.map { part in
      switch part.gradients {
      case .matrix(let site), .bias(let site):
        site.activationVectors().count + site.cotangentVectors().count
      case .elements(let elements): elements.count
      }
    }
    return counts.reduce(0, +) * MemoryLayout<Scalar>.stride
  }
}

/// The projections onto the curvatures of several layers, whose covariances add up.
struct LayerProjections: OutputProjection {
  let layers: [any OutputProjection]

  func covariance(_ relativePrecision: Double) -> Tensor<Double> {
    var total = layers[0].covariance(relativePrecision)
    for layer in layers.dropFirst() { total.add(layer.covariance(relativePrecision)) }
    return total
  }

  var byteCount: Int { layers.reduce(0) { $0 + $1.byteCount } }
}
