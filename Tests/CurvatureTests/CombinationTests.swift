import Curvature
import Datasets
import LinearAlgebra
import NeuralNetworks
import TestSupport
import Tensors
import Testing

private let likelihoods: [LikelihoodKind] = [
  .regression, .scaledRegression(noises: [0.5, 2]), .classification, .binary, .heteroscedastic,
  .reward,
]
private let kinds: [CurvatureKind] = [
  .generalizedGaussNewton, .monteCarloFisher(samples: 3, seed: 5), .empiricalFisher, .hessian,
]

/// Finite differences of the reference carry about this relative error.
private let tolerance = 2e-6

/// The whole product of likelihood, weights, structure and curvature.
@Suite struct CombinationTests {
  @Test(
    "every combination is the one of the definition, or says why it has no meaning",
    arguments: TinyNetwork.allCases, likelihoods)
  func combinations(network: TinyNetwork, likelihood: LikelihoodKind) throws {
    let (model, data) = try network.problem(likelihood, seed: 3, count: 4)
    try expectDefinition(model, data)
  }

  @Test(
    "every combination over classes at several positions is the one of the definition",
    arguments: 0..<3 as Range<UInt64>)
  func positions(seed: UInt64) throws {
    let problem = try SequenceProblem(seed: seed)
    try expectDefinition(problem.model, problem.data)
  }

  private func expectDefinition(_ model: Model<Double>, _ data: Dataset<Double>) throws {
    for kind in kinds {
      let dense = reference(model, data, kind)
      for subset in subsets(of: model) {
        let selection = try subset.selection(in: model, on: data)
        let places = selection.indices(in: model.network.layout)
        let expected = dense.selecting(places).selectingColumns(places)
        for structure in structures(selection) {
          guard structure.objection(to: kind, over: selection) == nil else {
            #expect(throws: CurvatureError.self) {
              try estimate(model, data, kind, selection, structure)
            }
            continue
          }
          let sum = try estimate(model, data, kind, selection, structure)
          check(sum, expected, scale: dense, "\(kind) \(subset) \(structure)")
        }
      }
    }
  }

  @Test("EKFAC is at least as close as KFAC", arguments: TinyNetwork.allCases, likelihoods)
  func eigenvalueCorrection(network: TinyNetwork, likelihood: LikelihoodKind) throws {
    for seed in 0..<5 as Range<UInt64> {
      let (model, data) = try network.problem(likelihood, seed: seed, count: 6)
      let selection = try WeightSubset.all.selection(in: model, on: data)
      for sharing in WeightSharing.allCases {
        let sums = try CurvatureEstimate(
          of: model, on: data, kind: .generalizedGaussNewton, selection: selection,
          structures: [.blockDiagonal, .kronecker(sharing), .eigenvalueCorrected(sharing)]
        ).sums
        let exact = try #require(sums[0].denseMatrix)
        let kfac = try #require(sums[1].denseMatrix)
        let ekfac = try #require(sums[2].denseMatrix)
        #expect((ekfac - exact).squaredNorm <= (kfac - exact).squaredNorm * (1 + 1e-9))
      }
    }
  }

  @Test(
    "the Hessian of a linear network is its Gauss-Newton matrix", arguments: 0..<6 as Range<UInt64>)
  func linearNetwork(seed: UInt64) throws {
    for likelihood in [LikelihoodKind.regression, .classification, .binary] {
      let (model, data) = try TinyNetwork.oneLayer.problem(likelihood, seed: seed, count: 7)
      let selection = try WeightSubset.all.selection(in: model, on: data)
      let gaussNewton = try estimate(model, data, .generalizedGaussNewton, selection, .full)
      let hessian = try estimate(model, data, .hessian, selection, .full)
      let found = try #require(hessian.denseMatrix).scalars
      #expect(disagreement(found, try #require(gaussNewton.denseMatrix).scalars) < 1e-12)
    }
  }

  @Test("rows of the square root stand for the matrix they make", arguments: TinyNetwork.allCases)
  func dualIsPrimal(network: TinyNetwork) throws {
    let (model, data) = try network.problem(.classification, seed: 2, count: 2)
    let selection = try WeightSubset.all.selection(in: model, on: data)
    var primal = FullCurvature(selection)
    var dual = FullCurvature(selection, rowCount: 2)
    let sweep = NetworkSweep(
      model.network, inputs: data.inputs, tensors: Set(selection.tensors)
    ) { model.likelihood.rules.hessianRoot(at: $0) }
    primal.add(sweep)
    dual.add(sweep)
    guard case .dual = dual.storage else {
      Issue.record("two rows were not kept as rows")
      return
    }
    #expect(disagreement(dual.matrix.scalars, primal.matrix.scalars) < 1e-12)
  }

  @Test("the Monte-Carlo Fisher nears the Gauss-Newton matrix at the Monte-Carlo rate")
  func monteCarloRate() throws {
    let (model, data) = try TinyNetwork.normalized.problem(.classification, seed: 1, count: 5)
    let selection = try WeightSubset.all.selection(in: model, on: data)
    let exact = try #require(
      estimate(model, data, .generalizedGaussNewton, selection, .full).denseMatrix)
    let errors = try [16, 1024].map { samples in
      try (0..<8 as Range<UInt64>).reduce(0.0) { total, seed in
        let kind = CurvatureKind.monteCarloFisher(samples: samples, seed: seed)
        let found = try #require(estimate(model, data, kind, selection, .full).denseMatrix)
        return total + (found - exact).squaredNorm
      }
    }
    // 64 times the samples, an eighth of the error.
    let ratio = (errors[0] / errors[1]).squareRoot()
    #expect(ratio > 5.5 && ratio < 11.5, "ratio \(ratio)")
  }

  private func subsets(of model: Model<Double>) -> [WeightSubset] {
    let tensors = model.network.layout.tensors
    let count = model.network.layout.count
    return [
      .all, .lastLayer, .indices(Set([0, min(3, count - 2), count / 2, count - 1]).sorted()),
      .parameters([tensors[tensors.count - 1].name]), .modules(["0"]),
      .largestMagnitude(count: 4), .largestVariance(count: 3),
      .random(count: min(5, count), seed: 1),
    ]
  }

  private func structures(_ selection: ParameterSelection) -> [HessianStructure] {
    [
      .full, .blockDiagonal, .kronecker(), .kronecker(.reduce), .eigenvalueCorrected(),
      .eigenvalueCorrected(.reduce), .diagonal, .lowRank(rank: selection.count, tolerance: 0),
      .functional(),
    ]
  }

  private func estimate(
    _ model: Model<Double>, _ data: Dataset<Double>, _ kind: CurvatureKind,
    _ selection: ParameterSelection, _ structure: HessianStructure
  ) throws -> any CurvatureSum {
    try CurvatureEstimate(
      of: model, on: data, kind: kind, selection: selection, structures: [structure], batchSize: 3
    ).sums[0]
  }

  private func reference(
    _ model: Model<Double>, _ data: Dataset<Double>, _ kind: CurvatureKind
  ) -> Tensor<Double> {
    if kind == .hessian { return DenseReference.hessian(model, on: data) }
    if kind == .generalizedGaussNewton {
      return DenseReference.generalizedGaussNewton(model, on: data)
    }
    return DenseReference.gaussNewton(model, on: data) { example, outputs in
      kind.outputCotangents(
        at: outputs, data.selecting([example]).targets, model.rules, rows: [example])
    }
  }

  private func check(
    _ sum: any CurvatureSum, _ expected: Tensor<Double>, scale: Tensor<Double>, _ name: String
  ) {
    // Entries of a subset are as exact as the largest of the whole matrix.
    let bound = tolerance * (1 + (scale.scalars.map(abs).max() ?? 0))
    func expectClose(_ found: [Double], _ wanted: [Double]) {
      let largest = zip(found, wanted).map { abs($0 - $1) }.max() ?? 0
      #expect(found.count == wanted.count && largest <= bound, "\(name): \(largest)")
    }
    switch sum {
    case let diagonal as DiagonalCurvature:
      expectClose(
        diagonal.diagonal,
        expected.shape[0] == 0 ? [] : (0..<expected.shape[0]).map { expected[$0, $0] })
    case let blocks as BlockDiagonalCurvature:
      for (start, layer) in zip(blocks.starts, blocks.layers) {
        let places = Array(start..<start + layer.selection.count)
        expectClose(
          layer.matrix.scalars, expected.selecting(places).selectingColumns(places).scalars)
      }
    case let ekfac as EigenvalueCorrectedCurvature:
      for (index, block) in ekfac.selection.blocks.enumerated() {
        let places = Array(block.range)
        let own = expected.selecting(places).selectingColumns(places)
        let vectors = ekfac.bases[index].vectors
        let rotated = DenseMatrix.product(DenseMatrix.product(vectors, own), vectors.transposed())
        expectClose(ekfac.moments[index], places.indices.map { rotated[$0, $0] })
      }
    case is KroneckerCurvature: break
    default: expectClose(sum.denseMatrix?.scalars ?? [], expected.scalars)
    }
  }
}
