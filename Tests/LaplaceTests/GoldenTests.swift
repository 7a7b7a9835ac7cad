import Curvature
import Datasets
import Foundation
import LinearAlgebra
import NeuralNetworks
import Tensors
import TestSupport
import Testing

import Laplace

/// The files print 12 significant digits, and sums of them agree to a little less.
private let tolerance = 1e-8

@Suite struct GoldenTests {
  struct Entry: Sendable, CustomTestStringConvertible {
    let name: String
    let subset: WeightSubset
    let structure: HessianStructure
    let curvature: CurvatureKind

    var testDescription: String {
      "\(name) \(subset.word) \(structure) \(curvature)"
    }

    func fit(in golden: GoldenCase) throws -> GoldenCase.Fit {
      let subset = subset == .all ? "all" : "last_layer"
      return try #require(
        golden.fits.first {
          $0.subset == subset && $0.structure == structure.description
            && $0.curvature == curvature.description
        })
    }
  }

  /// Every entry but the one at which the reference itself failed.
  static let entries = GoldenCase.names.flatMap { name in
    [WeightSubset.all, .lastLayer].flatMap { subset in
      [HessianStructure.full, .kronecker(), .diagonal].flatMap { structure in
        [CurvatureKind.generalizedGaussNewton, .empiricalFisher].map {
          Entry(name: name, subset: subset, structure: structure, curvature: $0)
        }
      }
    }
  }.filter {
    $0.testDescription != "sinusoid2-mlp-regression all diag ggn"
  }

  @Test("loss and curvature are those of the reference", arguments: entries)
  func curvature(entry: Entry) throws {
    let golden = try GoldenCase.named(entry.name)
    let fit = try entry.fit(in: golden)
    let posterior = try posterior(entry, golden)
    #expect(disagreement(posterior.loss, try #require(fit.loss)) < tolerance)
    #expect(posterior.exampleCount == fit.n_data)
    #expect(posterior.parameterCount == fit.n_parameters)
    // The reference's empirical Fisher of a regression is twice the true one.
    let factor =
      entry.curvature == .empiricalFisher && golden.likelihood == "regression" ? 0.5 : 1
    if let kronecker = posterior.curvature as? KroneckerCurvature {
      let expected = try #require(fit.kron_factors)
      for (block, (found, wanted)) in zip(kronecker.factors, expected).enumerated() {
        let (b, a) = (wanted[0].flatMap(\.self), wanted.count > 1 ? wanted[1].flatMap(\.self) : [1])
        if factor == 1 {
          #expect(disagreement(found.output.scalars, b) < tolerance, "block \(block)")
          #expect(disagreement(found.input?.scalars ?? [1], a) < tolerance, "block \(block)")
        }
        let foundProduct = product(found.output.scalars, found.input?.scalars ?? [1])
        let wantedProduct = product(b, a).map { factor * $0 }
        #expect(disagreement(foundProduct, wantedProduct) < tolerance, "block \(block)")
      }
    } else {
      let tensor =
        (posterior.curvature as? FullCurvature)?.matrix
        ?? (posterior.curvature as? DiagonalCurvature).map { Tensor($0.diagonal) }
      let entries = try #require(tensor).scalars
      let expected = try #require(fit.H).map { $0 * factor }
      #expect(disagreement(entries, expected) < tolerance)
    }
  }

  @Test(
    "evidence and predictions are those of the reference",
    arguments: entries.filter {
      // The reference's empirical Fisher of a regression is twice the true one.
      $0.curvature == .generalizedGaussNewton || !$0.name.hasSuffix("regression")
    })
  func derivedQuantities(entry: Entry) throws {
    let golden = try GoldenCase.named(entry.name)
    let fit = try entry.fit(in: golden)
    let fitted = try posterior(entry, golden)
    let inputs = golden.test.x.tensor
    var compared = 0
    var jointCompared = 0
    var gradients = 0
    var shapes: Set<String> = []
    for settings in try #require(fit.settings) where settings.log_marginal_likelihood != nil {
      let posterior = try fitted.with(
        PosteriorSettings(
          priorPrecision: PriorPrecision(settings.shape, settings.priors),
          noise: settings.sigma_noise,
          temperature: settings.temperature))
      let gradient = try posterior.evidenceGradient()
      #expect(
        disagreement(gradient.priorPrecision, try #require(settings.priorGradient)) < 1e-7)
      if let noise = settings.noiseGradient {
        // A central difference of the reference's value stands in where its gradient is wrong.
        let isDifference = entry.structure == .kronecker()
        #expect(
          disagreement(try #require(gradient.noise), noise) < (isDifference ? 1e-4 : tolerance))
        gradients += 1
      }
      let evidence = try posterior.marginalLikelihood()
      let pairs: [(Double, Double?)] = [
        (evidence.value, settings.log_marginal_likelihood),
        (evidence.logLikelihood, settings.log_likelihood), (evidence.scatter, settings.scatter),
        (evidence.logPriorDeterminant, settings.log_det_prior_precision),
        (evidence.logPosteriorDeterminant, settings.log_det_posterior_precision),
        (evidence.logDeterminantRatio, settings.log_det_ratio),
      ]
      for (found, expected) in pairs {
        #expect(disagreement(found, try #require(expected)) < tolerance)
      }
      let predictive = try posterior.linearizedPredictive(at: inputs)
      if let mean = settings.f_mu?.flatMap(\.self) {
        #expect(disagreement(predictive.mean.scalars, mean) < tolerance)
      }
      if let covariance = settings.f_var?.flatMap(\.self).flatMap(\.self) {
        #expect(disagreement(predictive.covariance.scalars, covariance) < tolerance)
      }
      if let joint = settings.joint_covariance?.flatMap(\.self) {
        let found = try posterior.jointCovariance(at: inputs)
        #expect(disagreement(found.scalars, joint) < tolerance)
        jointCompared += 1
      }
      for (link, probabilities) in [
        (LinkApproximation.probit, settings.probit), (.bridge, settings.bridge),
        (.bridgeNormalized, settings.bridge_norm),
      ] {
        guard let expected = probabilities?.flatMap(\.self) else { continue }
        let found = try link.probabilities(of: predictive)
        #expect(disagreement(found.scalars, expected) < tolerance, "\(link)")
      }
      compared += 1
      shapes.insert(settings.prior_precision_shape)
    }
    #expect(compared >= 3)
    #expect(jointCompared >= 1)
    #expect(golden.likelihood == "classification" || gradients >= 3)
    #expect(shapes.contains("layerwise") || entry.subset != .all)
    #expect(shapes.contains("diag") || entry.structure == .kronecker())
  }

  @Test(
    "tuning by evidence ends no lower than the reference",
    arguments: entries.filter {
      // The reference's empirical Fisher of a regression is twice the true one.
      $0.curvature == .generalizedGaussNewton || !$0.name.hasSuffix("regression")
    })
  func tuning(entry: Entry) throws {
    let golden = try GoldenCase.named(entry.name)
    guard let optimum = try entry.fit(in: golden).optimised_by_marglik_adam_100_steps else {
      return
    }
    let tuned = try posterior(entry, golden).tunedByEvidence(keepingNoise: true)
    #expect(tuned.isConverged)
    let expected = optimum.log_marginal_likelihood
    #expect(tuned.evidence >= expected - tolerance * abs(expected))
  }

  @Test("subnetworks are those of the reference", arguments: GoldenCase.names)
  func subnetworks(name: String) throws {
    let golden = try GoldenCase.named(name)
    var compared = 0
    for fit in golden.fits where fit.subset == "subnetwork" && fit.H != nil {
      var options = LaplaceOptions()
      options.subset = .indices(try #require(fit.subnetwork_indices))
      options.structure = try #require(HessianStructure(fit.structure))
      options.curvature = try #require(CurvatureKind(fit.curvature))
      let fitted = try LaplacePosterior(
        of: try golden.model(), fittedTo: try golden.data(), options: options,
        settings: try PosteriorSettings())
      let isRegressionFisher =
        options.curvature == .empiricalFisher && golden.likelihood == "regression"
      let expected = try #require(fit.H).map { $0 * (isRegressionFisher ? 0.5 : 1) }
      let found =
        (fitted.curvature as? FullCurvature)?.matrix.scalars
        ?? (fitted.curvature as? DiagonalCurvature)?.diagonal
      #expect(disagreement(try #require(found), expected) < tolerance)
      compared += 1
      guard !isRegressionFisher else { continue }
      try compare(fitted, fit, golden, tolerance: tolerance)
    }
    #expect(compared >= 3)
  }

  /// The reference keeps the factor of its kernel matrix that it had at δ = 1 when δ changes.
  ///
  /// So its variances at other δ are `k/δ - r/δ²`, with the prior's variance k and what the data takes
  /// off it at δ = 1, r: negative for small δ. It takes the transpose in the outputs of the kernel between
  /// a test point and an example, which differs where there is more than one dense layer before the
  /// outputs or a convolution. Of the curvature in the outputs it uses the diagonal alone. All this is
  /// rebuilt here from our rows; our own posterior has none of it, and is compared where they agree, in a
  /// regression at δ = 1, and with the full posterior in `FunctionalPosteriorTests`.
  @Test("functional posteriors are those of the reference", arguments: GoldenCase.names)
  func functional(name: String) throws {
    let golden = try GoldenCase.named(name)
    guard let expected = golden.gp?.all_data else { return }
    let (model, inputs) = (try golden.model(), golden.test.x.tensor)
    let data = try golden.data()
    let curvature = try CurvatureEstimate(
      of: model, on: data, kind: .generalizedGaussNewton,
      selection: WeightSubset.all.selection(in: model, on: data),
      structures: [.functional(independentOutputs: true)]
    ).sums[0]
    // The rows √Λ_cc J_c of all outputs under one kernel.
    let rows = try #require(curvature as? FunctionalCurvature).rows
    let selection = curvature.selection
    let jacobians = [inputs, data.inputs].map { inputs in
      GradientRows(
        NetworkSweep(jacobianOf: model.network, inputs: inputs, tensors: Set(selection.tensors)),
        of: selection)
    }
    var kernel = rows.products(with: rows)
    for row in 0..<rows.count { kernel.scalars[row * (rows.count + 1)] += 1 }
    let outputs = model.network.outputCount
    let between = jacobians[0].products(with: jacobians[1])
    var cross = between
    for example in 0..<data.count {
      let curvature = DenseReference.outputHessian(
        model.likelihood, outputs: model.network(data.inputs.slice(example..<example + 1)).scalars)
      for row in 0..<between.shape[0] {
        let first = row - row % outputs
        for output in 0..<outputs {
          cross.scalars[row * rows.count + example * outputs + output] =
            curvature[output, output].squareRoot()
            * between[first + output, example * outputs + row % outputs]
        }
      }
    }
    let reduction = DenseMatrix.product(
      DenseMatrix.product(cross, DenseMatrix.inverse(kernel).matrix), cross.transposed())
    let prior = jacobians[0].products(with: jacobians[0])
    for predictions in expected {
      let precision = predictions.prior_precision
      let taken: Tensor<Double> = (1 / (precision * precision)) * reduction
      let joint: Tensor<Double> = (1 / precision) * prior - taken
      let found = (0..<inputs.shape[0]).flatMap { input in
        let own = Array(input * outputs..<(input + 1) * outputs)
        return joint.selecting(own).selectingColumns(own).scalars
      }
      #expect(disagreement(found, predictions.f_var.flatMap(\.self).flatMap(\.self)) < tolerance)
    }
    #expect(expected.contains { $0.prior_precision == 1 })
    var options = LaplaceOptions()
    options.structure = .functional()
    let posterior = try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: PosteriorSettings())
    let predictive = try posterior.linearizedPredictive(at: inputs)
    #expect(disagreement(predictive.mean.scalars, expected[0].f_mu.flatMap(\.self)) < tolerance)
    guard golden.likelihood == "regression" else { return }
    for predictions in expected where predictions.prior_precision == 1 {
      let variances = predictions.f_var.flatMap(\.self).flatMap(\.self)
      #expect(disagreement(predictive.covariance.scalars, variances) < tolerance)
    }
  }

  @Test("the exact Hessian is that of the reference", arguments: GoldenCase.names)
  func hessian(name: String) throws {
    let golden = try GoldenCase.named(name)
    for fit in golden.fits where fit.curvature == "hessian" && fit.H != nil {
      var options = LaplaceOptions()
      options.subset = fit.subset == "all" ? .all : .lastLayer
      options.structure = .full
      options.curvature = .hessian
      let fitted = try LaplacePosterior(
        of: try golden.model(), fittedTo: try golden.data(), options: options,
        settings: try PosteriorSettings())
      let found = try #require(fitted.curvature as? FullCurvature).matrix
      #expect(disagreement(found.scalars, try #require(fit.H)) < 1e-4)
      try compare(fitted, fit, golden, tolerance: 1e-4)
    }
  }

  /// Compares evidence and variances at every prior at which the posterior precision is positive definite;
  /// elsewhere ours is refused by name.
  private func compare(
    _ fitted: LaplacePosterior<Double>, _ fit: GoldenCase.Fit, _ golden: GoldenCase,
    tolerance: Double
  ) throws {
    for settings in try #require(fit.settings) {
      let prior = try PriorPrecision(settings.shape, settings.priors)
      let posterior = try fitted.with(
        PosteriorSettings(
          priorPrecision: prior, noise: settings.sigma_noise, temperature: settings.temperature))
      guard try isDefinite(posterior) else {
        #expect(throws: LaplaceError.self) { try posterior.marginalLikelihood() }
        #expect(throws: LaplaceError.self) {
          try posterior.linearizedPredictive(at: golden.test.x.tensor)
        }
        continue
      }
      guard let expected = settings.log_marginal_likelihood else { continue }
      #expect(disagreement(try posterior.marginalLikelihood().value, expected) < tolerance)
      if let covariance = settings.f_var?.flatMap(\.self).flatMap(\.self) {
        let found = try posterior.linearizedPredictive(at: golden.test.x.tensor).covariance
        #expect(disagreement(found.scalars, covariance) < tolerance)
      }
    }
  }

  /// Whether `h H + P₀` has no eigenvalue below 0; diagonals and matrices alike.
  private func isDefinite(_ posterior: LaplacePosterior<Double>) throws -> Bool {
    guard let full = posterior.curvature as? FullCurvature else { return true }
    let prior = posterior.settings.priorPrecision
    var matrix = posterior.settings.curvatureScale * full.matrix
    for tensor in posterior.selection.tensors.indices {
      for place in posterior.selection.range(of: tensor) {
        let value =
          switch prior.shape {
          case .scalar: prior.values[0]
          case .parameters: prior.values[place]
          case .tensors, .groups: prior.values[tensor]
          }
        matrix.scalars[place * (posterior.parameterCount + 1)] += value
      }
    }
    return try (SymmetricEigen.values(of: matrix).first ?? 1) > 0
  }

  private func posterior(
    _ entry: Entry, _ golden: GoldenCase
  ) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    options.subset = entry.subset
    options.structure = entry.structure
    options.curvature = entry.curvature
    options.batchSize = 32
    return try LaplacePosterior(
      of: try golden.model(), fittedTo: try golden.data(), options: options,
      settings: try PosteriorSettings())
  }

  private func product(_ b: [Double], _ a: [Double]) -> [Double] {
    b.flatMap { b in a.map { b * $0 } }
  }
}

extension GoldenCase.Settings {
  /// The shape of the prior precision.
  fileprivate var shape: PriorPrecision.Shape {
    switch prior_precision_shape {
    case "scalar": .scalar
    case "layerwise": .tensors
    default: .parameters
    }
  }
}
