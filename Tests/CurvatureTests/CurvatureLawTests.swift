import Curvature
import Datasets
import NeuralNetworks
import TestSupport
import Tensors
import Testing

/// The structures whose sums over parts of the data add up.
private let additive: [HessianStructure] = [
  .full, .blockDiagonal, .kronecker(), .kronecker(.reduce), .diagonal,
]
private let kinds: [CurvatureKind] = [.generalizedGaussNewton, .empiricalFisher]
private let seeds = 0..<12 as Range<UInt64>

/// Finite differences of the reference carry about this relative error.
private let tolerance = 1e-7

@Suite struct CurvatureLawTests {
  @Test(
    "the full curvature is the one of the definition", arguments: seeds,
    [LikelihoodKind.regression, .classification])
  func fullCurvature(seed: UInt64, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    for kind in kinds {
      let expected =
        kind == .empiricalFisher
        ? DenseReference.empiricalFisher(problem.model, on: problem.data)
        : DenseReference.generalizedGaussNewton(problem.model, on: problem.data)
      let found = try matrix(estimate(problem, [.full], kind: kind).sums[0])
      #expect(disagreement(found.scalars, expected.scalars) < tolerance)
    }
  }

  @Test(
    "the diagonal is that of the full curvature", arguments: seeds,
    [LikelihoodKind.regression, .classification])
  func diagonal(seed: UInt64, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    for kind in kinds {
      let sums = try estimate(problem, [.full, .diagonal], kind: kind).sums
      let full = try matrix(sums[0])
      let diagonal = (0..<full.shape[0]).map { full[$0, $0] }
      #expect(disagreement(sums[1].tensors[0].tensor.scalars, diagonal) < 1e-12)
    }
  }

  @Test(
    "Kronecker factors are exact for a single example", arguments: seeds,
    [LikelihoodKind.regression, .classification])
  func kroneckerOfOneExample(seed: UInt64, likelihood: LikelihoodKind) throws {
    let problem = try TinyProblem<Double>(likelihood, seed: seed)
    let one = problem.data.selecting([Int(seed) % problem.data.count])
    let estimate = try CurvatureEstimate(
      of: problem.model, on: one, kind: .generalizedGaussNewton, selection: all(problem),
      structures: [.full, .kronecker()])
    let full = try matrix(estimate.sums[0])
    let kronecker = try #require(estimate.sums[1] as? KroneckerCurvature)
    for (index, factors) in kronecker.factors.enumerated() {
      let block = factors.input.map { DenseMatrix.kronecker(factors.output, $0) } ?? factors.output
      let range = problem.model.network.layout.range(of: index)
      let expected = range.flatMap { row in range.map { full[row, $0] } }
      #expect(disagreement(block.scalars, expected) < 1e-12)
    }
  }

  @Test("batch size and order change nothing", arguments: seeds)
  func batches(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    var random = RandomStream(seed: seed)
    let shuffled = problem.data.selecting(random.permutation(problem.data.count))
    let whole = try estimate(problem, additive)
    for size in [1, 2, 4, 100] {
      let split = try CurvatureEstimate(
        of: problem.model, on: shuffled, kind: .generalizedGaussNewton, selection: all(problem),
        structures: additive, batchSize: size)
      #expect(disagreement(split.loss, whole.loss) < 1e-12)
      for (one, other) in zip(split.sums, whole.sums) { expectEqual(one, other) }
    }
  }

  @Test("the sums over two parts of the data add up to the whole", arguments: seeds)
  func merging(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.regression, seed: seed)
    let whole = try estimate(problem, additive)
    let cut = 1 + Int(seed) % (problem.data.count - 1)
    let parts = try [Array(0..<cut), Array(cut..<problem.data.count)].map { rows in
      try CurvatureEstimate(
        of: problem.model, on: problem.data.selecting(rows), kind: .generalizedGaussNewton,
        selection: all(problem), structures: additive)
    }
    for index in whole.sums.indices {
      expectEqual(merged(parts[0].sums[index], parts[1].sums[index]), whole.sums[index])
    }
  }

  @Test("a sum that was written down is the same sum", arguments: seeds)
  func writing(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let sums = try estimate(problem, additive).sums
    for sum in sums {
      let written = Dictionary(uniqueKeysWithValues: sum.tensors.map { ($0.name, $0.tensor) })
      let read = try reread(sum, written)
      #expect(read != nil)
      if let read { expectEqual(read, sum, tolerance: 0) }
    }
  }

  @Test("last-layer curvature is the last block of the whole", arguments: seeds)
  func lastLayer(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let last = try WeightSubset.lastLayer.selection(in: problem.model, on: problem.data)
    let estimated = try CurvatureEstimate(
      of: problem.model, on: problem.data, kind: .generalizedGaussNewton, selection: last,
      structures: [.full])
    let part = try matrix(estimated.sums[0])
    let full = try matrix(estimate(problem, [.full]).sums[0])
    let range = full.shape[0] - last.count..<full.shape[0]
    #expect(
      disagreement(part.scalars, range.flatMap { row in range.map { full[row, $0] } }) < 1e-12)
  }

  @Test("in Float the curvature agrees to what Float holds", arguments: seeds)
  func singlePrecision(seed: UInt64) throws {
    let double = try TinyProblem<Double>(.classification, seed: seed)
    let model = try double.model.converted(to: Float.self)
    let data = try Dataset<Float>(
      inputs: double.data.inputs.converted(to: Float.self), targets: double.data.targets)
    let single = try CurvatureEstimate(
      of: model, on: data, kind: .generalizedGaussNewton, selection: all(double),
      structures: additive)
    let exact = try estimate(double, additive)
    #expect(disagreement(single.loss, exact.loss) < 1e-5)
    for (one, other) in zip(single.sums, exact.sums) { expectEqual(one, other, tolerance: 1e-5) }
  }

  @Test("positions that share a weight add up as the definition says", arguments: seeds)
  func sharedPositions(seed: UInt64) {
    let (batch, positions, inputs, outputs, cotangents) = (2, 3, 2, 2, 2)
    let a = randomTensor([batch, positions, inputs], seed: seed)
    let g = randomTensor([cotangents, batch, positions, outputs], seed: seed + 99)
    let site = SiteFactors(activations: a, cotangents: g)
    let gradients = site.weightGradients(0..<batch)
    for r in 0..<cotangents {
      for b in 0..<batch {
        for o in 0..<outputs {
          for i in 0..<inputs {
            let expected = (0..<positions).reduce(0.0) { sum, t in
              sum + g.scalars[((r * batch + b) * positions + t) * outputs + o]
                * a.scalars[(b * positions + t) * inputs + i]
            }
            let found = gradients.scalars[((b * cotangents + r) * outputs + o) * inputs + i]
            #expect(abs(found - expected) < 1e-12)
          }
        }
      }
    }
  }

  private func estimate(
    _ problem: TinyProblem<Double>, _ structures: [HessianStructure],
    kind: CurvatureKind = .generalizedGaussNewton
  ) throws -> CurvatureEstimate {
    try CurvatureEstimate(
      of: problem.model, on: problem.data, kind: kind, selection: all(problem),
      structures: structures)
  }

  private func matrix(_ sum: any CurvatureSum) throws -> Tensor<Double> {
    try #require(sum as? FullCurvature).matrix
  }

  private func all(_ problem: TinyProblem<Double>) -> ParameterSelection {
    let layout = problem.model.network.layout
    return ParameterSelection(Array(layout.tensors.indices), of: layout)
  }

  private func merged(_ one: any CurvatureSum, _ other: any CurvatureSum) -> any CurvatureSum {
    guard let mergeable = one as? any MergeableCurvature else { return one }
    return added(mergeable, other)
  }

  private func added<Sum: MergeableCurvature>(
    _ one: Sum, _ other: any CurvatureSum
  ) -> any CurvatureSum {
    var one = one
    if let other = other as? Sum { one.add(other) }
    return one
  }

  private func reread(
    _ sum: any CurvatureSum, _ tensors: [String: Tensor<Double>]
  ) throws -> (any CurvatureSum)? {
    try sum.structure.sum(for: sum.selection, tensors: tensors)
  }

  private func expectEqual(
    _ one: any CurvatureSum, _ other: any CurvatureSum, tolerance: Double = 1e-12
  ) {
    if let one = one as? FullCurvature, let other = other as? FullCurvature, tolerance > 0 {
      #expect(disagreement(one.matrix.scalars, other.matrix.scalars) <= tolerance)
      return
    }
    if let one = one as? BlockDiagonalCurvature, let other = other as? BlockDiagonalCurvature {
      for (layer, expected) in zip(one.layers, other.layers) {
        #expect(disagreement(layer.matrix.scalars, expected.matrix.scalars) <= tolerance)
      }
      return
    }
    for (found, expected) in zip(one.tensors, other.tensors) {
      #expect(found.name == expected.name)
      #expect(disagreement(found.tensor.scalars, expected.tensor.scalars) <= tolerance)
    }
  }
}
