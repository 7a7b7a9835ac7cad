import Curvature
import Laplace
import NeuralNetworks
import TestSupport
import Tensors
import Testing

private let structures: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(.reduce), .diagonal,
  .lowRank(rank: 6, tolerance: 0),
]

/// Evidence and predictions of networks with parameters in unusual places, and of few examples, for which
/// a full curvature is kept by its rows.
@Suite struct LayerPosteriorTests {
  @Test(
    "evidence and covariances are those of the dense posterior precision",
    arguments: TinyNetwork.allCases, structures)
  func denseReference(network: TinyNetwork, structure: HessianStructure) throws {
    for (likelihood, count) in [(LikelihoodKind.classification, 2), (.binary, 12)] {
      let (model, data) = try network.problem(likelihood, seed: 4, count: count)
      let probes = try network.problem(likelihood, seed: 9, count: 3).data.inputs
      for subset in [WeightSubset.all, .lastLayer, .random(count: 5, seed: 2)] {
        var options = LaplaceOptions()
        options.subset = subset
        options.structure = structure
        options.batchSize = 5
        let selection = try subset.selection(in: model, on: data)
        guard structure.objection(to: .generalizedGaussNewton, over: selection) == nil else {
          continue
        }
        let posterior = try LaplacePosterior(
          of: model, fittedTo: data, options: options,
          settings: PosteriorSettings(priorPrecision: 0.4, temperature: 0.7))
        try check(posterior, probes)
      }
    }
  }

  @Test("an indefinite Hessian is refused by name, with the prior precision that would do")
  func indefinite() throws {
    for seed in 0..<6 as Range<UInt64> {
      let (model, data) = try TinyNetwork.residual.problem(.regression, seed: seed, count: 6)
      for structure in [HessianStructure.full, .blockDiagonal, .lowRank(rank: 40, tolerance: 0)] {
        var options = LaplaceOptions()
        options.structure = structure
        options.curvature = .hessian
        let posterior = try LaplacePosterior(
          of: model, fittedTo: data, options: options, settings: PosteriorSettings())
        let smallest = try #require(posterior.curvatureEigenvalues().min())
        #expect(smallest < 0)
        let below = try posterior.with(PosteriorSettings(priorPrecision: -0.9 * smallest))
        for question in [
          { _ = try below.marginalLikelihood() }, { _ = try below.effectiveParameters() },
          { _ = try below.linearizedPredictive(at: data.inputs) },
          { _ = try below.jointCovariance(at: data.inputs) },
        ] {
          #expect(
            throws: LaplaceError.indefinite(smallest: smallest, neededPriorPrecision: -smallest),
            performing: question)
        }
        let above = try posterior.with(PosteriorSettings(priorPrecision: -1.5 * smallest))
        try check(above, data.inputs)
      }
    }
  }

  private func check(_ posterior: LaplacePosterior<Double>, _ probes: Tensor<Double>) throws {
    let settings = posterior.settings
    let count = posterior.parameterCount
    var precision =
      settings.curvatureScale * (try #require(posterior.curvature.denseMatrix))
    for index in 0..<count {
      precision.scalars[index * (count + 1)] += settings.priorPrecision.values[0]
    }
    let (inverse, logDeterminant) = DenseMatrix.inverse(precision)
    let evidence = try posterior.marginalLikelihood()
    #expect(
      abs(evidence.logPosteriorDeterminant - logDeterminant) < 1e-7 * (1 + abs(logDeterminant)))

    let network = posterior.model.network
    let places = posterior.selection.indices(in: network.layout)
    let rows = Tensor.concatenated(
      (0..<probes.shape[0]).map { probe in
        DenseReference.jacobian(
          network, at: probes.slice(probe..<probe + 1).reshaped(probes.shape.dropFirst())
        ).selectingColumns(places)
      })
    let expected = DenseMatrix.product(DenseMatrix.product(rows, inverse), rows.transposed())
    let joint = try posterior.jointCovariance(at: probes)
    #expect(disagreement(joint.scalars, expected.scalars) < 1e-6)
    let outputs = network.outputCount
    let covariance = try posterior.linearizedPredictive(at: probes).covariance
    let blocks = (0..<probes.shape[0]).flatMap { probe in
      (0..<outputs * outputs).map { index in
        joint[probe * outputs + index / outputs, probe * outputs + index % outputs]
      }
    }
    #expect(disagreement(covariance.scalars, blocks) < 1e-9)
  }
}
