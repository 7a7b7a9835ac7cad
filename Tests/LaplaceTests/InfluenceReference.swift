import Autodiff
import Curvature
import Datasets
import Laplace
import LinearAlgebra
import NeuralNetworks
import TestSupport
import Tensors
import Testing

/// The slow way to an influence: Jacobians by differences, and the dense posterior precision.
extension InfluenceTests {
  /// A posterior whose prior is strong enough for leverages below 1 in every structure.
  func posterior(
    of problem: TinyProblem<Double>, _ structure: HessianStructure, _ subset: WeightSubset
  ) throws -> LaplacePosterior<Double> {
    try problem.posterior(
      structure, subset,
      PosteriorSettings(
        priorPrecision: 6, noise: problem.model.likelihood == .regression ? 0.8 : 1,
        temperature: 0.9))
  }

  /// Solves the Newton steps with dense matrices and compares.
  func compare(
    _ posterior: LaplacePosterior<Double>, _ data: Dataset<Double>, _ probes: Tensor<Double>
  ) throws {
    let model = posterior.model
    let scale = posterior.settings.curvatureScale
    let precision = try dense(posterior)
    let jacobian = rows(posterior, probes)
    let influence = try posterior.influence(of: data, at: probes)
    let weights = posterior.selection.vector(of: model.network)
    let prior = posterior.settings.priorPrecision.values[0]
    let pull = Tensor(shape: [weights.count, 1], scalars: weights.map { prior * $0 })
    let whole = scale * (try gradientSum(posterior, data, scaled: false)) + pull
    let inverse = DenseMatrix.inverse(precision).matrix
    let maximum = -1 * DenseMatrix.product(inverse, whole)
    for row in 0..<data.count {
      let example = data.selecting([row])
      let own = rows(posterior, example.inputs)
      let outputs = model.network(example.inputs)
      let flat = outputs.reshaped([1, outputs.count])
      let kind: CurvatureKind =
        posterior.options.curvature == .hessian
        ? .generalizedGaussNewton : posterior.options.curvature
      let root = kind.outputCotangents(at: flat, example.targets, model.rules, rows: [row])
      let rooted = DenseMatrix.product(
        root.reshaped([root.shape[0], outputs.count]), own)
      let part = scale * DenseMatrix.product(rooted.transposed(), rooted)
      let without = influence.predictive(withoutExample: row)
      guard let found = without else {
        // The rest of the data and the prior leave a direction without curvature.
        #expect(throws: LinearAlgebraError.self) { try Cholesky(precision - part) }
        continue
      }
      let left = DenseMatrix.inverse(precision - part).matrix
      let gradient = DenseMatrix.product(
        own.transposed(), outputGradient(model, example).transposed())
      // The gradient without the example at θ* + Δ is that with all, which is 0, less its own.
      let pulled = scale * gradient + DenseMatrix.product(part, maximum)
      let expected = DenseMatrix.product(jacobian, DenseMatrix.product(left, pulled))
      let moved = found.mean - influence.predictive.mean
      #expect(disagreement(moved.scalars, expected.scalars) < 1e-5)
      let covariance = DenseMatrix.product(
        DenseMatrix.product(jacobian, left), jacobian.transposed())
      let width = found.mean.shape[1]
      for probe in 0..<probes.shape[0] {
        for i in 0..<width {
          let variance = covariance[probe * width + i, probe * width + i]
          #expect(disagreement(found.variance[probe, i], variance) < 1e-5)
        }
      }
    }
  }

  /// The Jacobian in the selected parameters by differences, the outputs of all inputs stacked.
  func rows(
    _ posterior: LaplacePosterior<Double>, _ inputs: Tensor<Double>
  ) -> Tensor<Double> {
    let network = posterior.model.network
    let items = network.groupSize(of: inputs.shape)
    let single = inputs.reshaped([inputs.shape[0] * items] + network.inputShape)
    let places = posterior.selection.indices(in: network.layout)
    let parts = (0..<single.shape[0]).map { row in
      DenseReference.jacobian(
        network, at: single.slice(row..<row + 1).reshaped(network.inputShape)
      ).selectingColumns(places)
    }
    return .concatenated(parts)
  }

  func outputGradient(
    _ model: Model<Double>, _ example: Dataset<Double>
  ) -> Tensor<Double> {
    let outputs = model.network(example.inputs)
    let tape = Tape<Double>()
    let variable = tape.variable(outputs.reshaped([1, outputs.count]))
    let loss = model.rules.negativeLogLikelihood(variable, example.targets)
    return tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: [variable])[0].value
  }

  /// `Σ Jₙᵀ gₙ`, of shape (P, 1), times h or not.
  func gradientSum(
    _ posterior: LaplacePosterior<Double>, _ data: Dataset<Double>, scaled: Bool = true
  ) throws -> Tensor<Double> {
    var sum = Tensor<Double>.zeros([posterior.parameterCount, 1])
    for row in 0..<data.count {
      let example = data.selecting([row])
      sum.add(
        DenseMatrix.product(
          rows(posterior, example.inputs).transposed(),
          outputGradient(posterior.model, example).transposed()))
    }
    return scaled ? posterior.settings.curvatureScale * sum : sum
  }

  /// `h H + δ I` of the structure as one dense matrix.
  func dense(_ posterior: LaplacePosterior<Double>) throws -> Tensor<Double> {
    let count = posterior.parameterCount
    var matrix =
      posterior.settings.curvatureScale * (try #require(posterior.curvature.denseMatrix))
    for index in 0..<count {
      matrix.scalars[index * (count + 1)] += posterior.settings.priorPrecision.values[0]
    }
    return matrix
  }

  /// The rows `(x, 1)` of a linear regression.
  func design(_ inputs: Tensor<Double>) throws -> Tensor<Double> {
    var rows = Tensor(repeating: 1.0, shape: [inputs.shape[0], inputs.shape[1] + 1])
    rows.setColumns(from: 0, to: inputs)
    return rows
  }

  /// The maximum `(XᵀX/σ² + δ I)⁻¹ Xᵀ Y/σ²`, of shape (outputs, features).
  func ridge(
    _ inputs: Tensor<Double>, _ targets: Tensor<Double>, _ noise: Double, _ prior: Double
  ) -> Tensor<Double> {
    let scale = 1 / (noise * noise)
    var precision = scale * DenseMatrix.product(inputs.transposed(), inputs)
    for index in 0..<inputs.shape[1] { precision.scalars[index * (inputs.shape[1] + 1)] += prior }
    let right = scale * DenseMatrix.product(inputs.transposed(), targets)
    return DenseMatrix.product(DenseMatrix.inverse(precision).matrix, right).transposed()
  }
}
