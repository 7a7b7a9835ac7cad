import Curvature
import LinearAlgebra
import Tensors

/// A Gaussian process for each output, with the rows `√Λ_cc J_c` of its own.
struct IndependentOutputsSpectrum: CurvatureSpectrum {
  private let outputs: [DualSpectrum]
  private let selection: ParameterSelection

  init(_ curvature: FunctionalCurvature) {
    selection = curvature.selection
    let rows = curvature.rows
    let count = curvature.subsetCount > 0 ? rows.count / curvature.subsetCount : 0
    outputs = (0..<count).map {
      DualSpectrum(rows.selecting(cotangent: $0, of: count), curvature.selection)
    }
  }

  /// The eigenvalues of all outputs.
  func eigenvalues() throws(LinearAlgebraError) -> [Double] {
    var values: [Double] = []
    for output in outputs { values += try output.eigenvalues() }
    return values
  }

  func factor(_ prior: RelativePrior) throws(LinearAlgebraError) -> any PrecisionFactor {
    var factors: [DualPrecision] = []
    for output in outputs { factors.append(try output.precision(prior)) }
    return IndependentOutputsPrecision(
      outputs: factors, selection: selection,
      weights: prior.values(over: selection).map { 1 / $0 })
  }

  func projection<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>
  ) throws(LinearAlgebraError) -> any OutputProjection {
    var projections: [EigenvectorProjection] = []
    for (index, output) in outputs.enumerated() {
      projections.append(try output.eigenvectorProjection(sweep).selecting(output: index))
    }
    return SeparateProjections(outputs: projections)
  }

  func effectiveParameters() throws -> EffectiveParameterProfile {
    throw LaplaceError.noWeightPosterior
  }

  func products(_ rows: Tensor<Double>) throws -> Tensor<Double> {
    throw LaplaceError.noWeightPosterior
  }
}
