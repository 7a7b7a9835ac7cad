import Curvature
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

@Suite struct VarianceSharesTests {
  @Test(
    "the contributions of tensors add up to the functional variance, each that of the dense matrix",
    arguments: 0..<5 as Range<UInt64>,
    [
      HessianStructure.full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal,
      .lowRank(rank: 5), .functional(),
    ])
  func shares(seed: UInt64, structure: HessianStructure) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    for subset in [WeightSubset.all, .lastLayer] {
      var options = LaplaceOptions()
      (options.structure, options.subset) = (structure, subset)
      let posterior = try LaplacePosterior(
        of: problem.model, fittedTo: problem.data, options: options,
        settings: PosteriorSettings(priorPrecision: 0.4, temperature: 0.7))
      let shares = try posterior.varianceShares(at: problem.probes)
      let variance = try posterior.linearizedPredictive(at: problem.probes).variance
      #expect(disagreement(shares.summed(overAxis: 2).scalars, variance.scalars) < 1e-8)

      let selection = posterior.selection
      let sweep = NetworkSweep(
        jacobianOf: problem.model.network, inputs: problem.probes,
        tensors: Set(selection.tensors))
      let jacobian = GradientRows(sweep, of: selection).matrix
      let solutions = try posterior.covarianceProducts(jacobian)
      for row in 0..<jacobian.shape[0] {
        for tensor in selection.tensors.indices {
          let expected = selection.range(of: tensor).reduce(0.0) {
            $0 + jacobian[row, $1] * solutions[row, $1]
          }
          let found = shares.scalars[row * selection.tensors.count + tensor]
          #expect(abs(found - expected) < 1e-9 * (1 + abs(expected)))
        }
      }
    }
  }
}
