import Curvature
import Laplace
import LinearAlgebra
import NeuralNetworks
import RealModule
import TestSupport
import Tensors
import Testing

private let seeds = 0..<6 as Range<UInt64>

/// What a posterior says of its Kronecker products, against the dense blocks.
@Suite struct KroneckerAlgebraTests {
  @Test("factors of no data are zeros of the layers' shapes")
  func zeros() throws {
    let problem = try TinyProblem<Double>(.classification, seed: 1)
    let selection = try WeightSubset.all.selection(in: problem.model, on: problem.data)
    let sum = KroneckerCurvature(selection)
    for (factors, block) in zip(sum.factors, selection.blocks) {
      #expect(factors.output.scalars.allSatisfy { $0 == 0 })
      if case .matrix(let outputs, let inputs) = block.form {
        #expect(factors.output.shape == [outputs, outputs])
        #expect(factors.input?.shape == [inputs, inputs])
      } else {
        #expect(factors.output.shape == [block.range.count, block.range.count])
        #expect(factors.input == nil)
      }
    }
  }

  @Test("a block is rebuilt from the eigenvectors and eigenvalues of its factors", arguments: seeds)
  func reconstruction(seed: UInt64) throws {
    let curvature = try kronecker(seed)
    for factors in curvature.factors {
      let basis = try KroneckerBasis(factors)
      let vectors =
        basis.input.map { DenseMatrix.kronecker(basis.output, $0) } ?? basis.output
      let scaled =
        Tensor(shape: [basis.eigenvalues.count, 1], scalars: basis.eigenvalues) * vectors
      let found = DenseMatrix.product(vectors.transposed(), scaled)
      let expected =
        factors.input.map { DenseMatrix.kronecker(factors.output, $0) } ?? factors.output
      #expect(disagreement(found.scalars, expected.scalars) < 1e-10)
    }
  }

  @Test("adding data adds dense matrices only where activations agree", arguments: seeds)
  func addition(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    let once = try problem.posterior(.kronecker())
    let twice = try once.updated(with: problem.data)
    let (one, two) = (
      try #require(once.curvature.denseMatrix), try #require(twice.curvature.denseMatrix)
    )
    #expect(disagreement(two.scalars, (2 * one).scalars) < 1e-12)
  }

  @Test(
    "inverse, inverse root and determinant are those of the dense matrix, a prior added",
    arguments: seeds)
  func powers(seed: UInt64) throws {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    for prior in [0.2, 3] {
      let posterior = try problem.posterior(.kronecker())
        .with(PosteriorSettings(priorPrecision: prior))
      let count = posterior.parameterCount
      var dense = try #require(posterior.curvature.denseMatrix)
      for index in 0..<count { dense.scalars[index * (count + 1)] += prior }
      let (inverse, logDeterminant) = DenseMatrix.inverse(dense)
      let found = try posterior.covarianceProducts(.unit(count))
      #expect(disagreement(found.scalars, inverse.scalars) < 1e-8)
      #expect(
        disagreement(
          try posterior.marginalLikelihood().logPosteriorDeterminant, logDeterminant) < 1e-10)
      // The draws z ↦ P^-½ z of known z: with as many as parameters they tell the root itself.
      let center = Tensor(posterior.selection.vector(of: posterior.model.network))
      let draws = try posterior.sample(count: count, seed: 9) - center
      var random = RandomStream(seed: 9)
      let normals = random.normals([count, count])
      let root = DenseMatrix.product(DenseMatrix.inverse(normals).matrix, draws)
      let square = DenseMatrix.product(root.transposed(), root)
      #expect(disagreement(square.scalars, inverse.scalars) < 1e-6)
    }
  }

  private func kronecker(_ seed: UInt64) throws -> KroneckerCurvature {
    let problem = try TinyProblem<Double>(.classification, seed: seed)
    return try #require(
      try problem.posterior(.kronecker()).curvature as? KroneckerCurvature)
  }
}
