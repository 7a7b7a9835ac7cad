import Curvature
import NeuralNetworks
import Parallelism
import RealModule
import Tensors

/// How the linearised predictive changes with the input, at each of M inputs: for acquisition functions,
/// sensitivities, and inputs to learn from.
public struct InputGradients: Equatable, Sendable {
  /// The means f_c of the outputs, of shape (M, C).
  public let mean: Tensor<Double>
  /// The variances `Σ_cc = J_c (h H + P₀)⁻¹ J_cᵀ` of the outputs without observation noise, of shape
  /// (M, C).
  public let variance: Tensor<Double>
  /// `∂f_c/∂x`, of shape (M, C, …) with the axes of an input last.
  public let meanGradient: Tensor<Double>
  /// `∂Σ_cc/∂x`, of the same shape.
  public let varianceGradient: Tensor<Double>

  /// The derivatives of the class probabilities under the probit link, where an input has one class,
  /// `∂p_c = p_c (∂s_c - Σ_k p_k ∂s_k)` with `s_k = μ_k/√(1 + π/8 Σ_kk)`, of shape (M, C, …).
  public var probitGradient: Tensor<Double> {
    let scores = scores
    let p = scores.values.softmax().reshaped([mean.shape[0], mean.shape[1], 1])
    let average = (p * scores.gradient).summed(overAxis: 1, keepingAxis: true)
    return (p * (scores.gradient - average)).reshaped(meanGradient.shape)
  }

  /// The derivatives of the probabilities of 1 of binary outputs under the probit link,
  /// `∂p_c = p_c (1 - p_c) ∂s_c`, of shape (M, C, …).
  public var binaryProbitGradient: Tensor<Double> {
    let scores = scores
    let p = scores.values.mapped(.sigmoid).reshaped([mean.shape[0], mean.shape[1], 1])
    return (p * p.affine(scale: -1, offset: 1) * scores.gradient).reshaped(meanGradient.shape)
  }

  /// `s = κ μ` and `∂s = κ ∂μ - π/16 μ κ³ ∂Σ` for `κ = 1/√(1 + π/8 Σ)`: (M, C) and (M, C, inputs).
  private var scores: (values: Tensor<Double>, gradient: Tensor<Double>) {
    let shape: Shape = [mean.shape[0], mean.shape[1], meanGradient.shape.dropFirst(2).count]
    let kappa = variance.affine(scale: .pi / 8, offset: 1).mapped(.squareRoot).mapped(.reciprocal)
    let slope = (-.pi / 16) * (mean * kappa * kappa * kappa)
    let column: Shape = [shape[0], shape[1], 1]
    return (
      mean * kappa,
      kappa.reshaped(column) * meanGradient.reshaped(shape)
        + slope.reshaped(column) * varianceGradient.reshaped(shape)
    )
  }
}

extension LaplacePosterior {
  /// Means and variances of the linearised predictive and their derivatives in the inputs, which have
  /// shape (M, …).
  ///
  /// With `v_c = (h H + P₀)⁻¹ J_cᵀ`, `∂Σ_cc/∂x = 2 ∂(J_c v_c)/∂x` where v_c is held fixed. Nonlinearities
  /// with corners count as straight on either side.
  public func inputGradients(
    at inputs: Tensor<Scalar>, cancellation: Cancellation = Cancellation()
  ) throws -> InputGradients {
    try model.check(inputs: inputs)
    let precision = try precisionFactor()
    let scale = 1 / settings.curvatureScale
    let network = model.network
    let outputs = network.groupSize(of: inputs.shape) * network.outputCount
    let batchSize =
      options.batchSize ?? max(1, (64 << 20) / (16 * max(1, outputs * parameterCount)))
    let shape = Shape([inputs.shape[0], outputs]) + inputs.shape.dropFirst()
    var means: [Double] = []
    var variances: [Double] = []
    var meanGradients: [Double] = []
    var varianceGradients: [Double] = []
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      let sweep = jacobianSweep(inputs, from: start, batchSize)
      let rows = sweep.jacobianRows(of: selection)
      let directions = scale * (try precision.solve(jacobian: rows, outputs: outputs))
      means += Scalar.widened(sweep.outputs.scalars)
      variances += (rows * directions).summed(overAxis: 1).scalars
      let derivatives = Parallel.map(sweep.outputs.shape[0]) { example in
        cancellation.isCancelled
          ? nil
          : InputDerivatives(
            of: network, at: inputs.slice(start + example..<start + example + 1), over: selection,
            directions: directions.slice(example * outputs..<(example + 1) * outputs))
      }
      try cancellation.check()
      for case let derivatives? in derivatives {
        meanGradients += Scalar.widened(derivatives.outputs.scalars)
        varianceGradients += Scalar.widened(derivatives.directional.scalars).map { 2 * $0 }
      }
    }
    return InputGradients(
      mean: Tensor(shape: [inputs.shape[0], outputs], scalars: means),
      variance: Tensor(shape: [inputs.shape[0], outputs], scalars: variances),
      meanGradient: Tensor(shape: shape, scalars: meanGradients),
      varianceGradient: Tensor(shape: shape, scalars: varianceGradients))
  }
}
