import Tensors

/// The diagonal of the curvature, `hₚ = Σ (∂p)²`.
public struct DiagonalCurvature: CurvatureSum, Equatable {
  /// The structure `diag`.
  public static let structure = HessianStructure.diagonal

  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// The diagonal, one entry per selected parameter.
  public private(set) var diagonal: [Double]

  /// The curvature of no data.
  public init(_ selection: ParameterSelection) {
    self.selection = selection
    diagonal = [Double](repeating: 0, count: selection.count)
  }

  /// Adds a batch without forming a Jacobian: where the weight is used once per example,
  /// `Σᵣ Σ_b (g_o a_i)² = Σ_b (Σᵣ g_o²) a_i²`, one product of squares.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    for site in sweep.sites {
      if let weight = site.weight { add(site.squaredWeightGradients(), to: weight) }
      if let bias = site.bias {
        let gradients = site.biasGradients()
        add((gradients * gradients).summed(to: [gradients.shape[-1]]), to: bias)
      }
    }
  }

  /// Adds the curvature of other data.
  public mutating func add(_ other: DiagonalCurvature) {
    Double.addScaled(1, other.diagonal, to: &diagonal)
  }

  private mutating func add<Scalar: TensorScalar>(_ part: Tensor<Scalar>, to block: Int) {
    let range = selection.layout.range(of: block)
    var entries = Array(diagonal[range])
    Scalar.accumulate(part.scalars, into: &entries)
    diagonal.replaceSubrange(range, with: entries)
  }

  /// The diagonal, under the name `diagonal`.
  public var tensors: [(name: String, tensor: Tensor<Double>)] { [("diagonal", Tensor(diagonal))] }

  /// The curvature with a diagonal that was written down.
  public init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    guard let diagonal = tensors["diagonal"], diagonal.shape == [selection.count] else {
      return nil
    }
    self.selection = selection
    self.diagonal = diagonal.scalars
  }
}

extension SiteFactors {
  /// The squares of the gradients in the weight, summed over examples and cotangents: (out, in).
  fileprivate func squaredWeightGradients() -> Tensor<Scalar> {
    guard positionCount == 1 else {
      let gradients = weightGradients()
      return (gradients * gradients).summed(to: [outputCount, inputCount])
    }
    let squares = (cotangents * cotangents).summed(overAxis: 0)
    return squares.reshaped([batchCount, outputCount]).matrixProduct(
      (activations * activations).reshaped([batchCount, inputCount]), transposingSelf: true)
  }
}
