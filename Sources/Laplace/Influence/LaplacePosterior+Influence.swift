import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

extension LaplacePosterior {
  /// What leaving out each example of the data that the posterior was fitted to would do to the outputs at M
  /// inputs, (M, …).
  ///
  /// The data is swept twice: for its gradient, and for the covariances and the products with `S Jᵀ` at the
  /// inputs. The curvature of an example is that of the posterior's kind, for the exact Hessian
  /// Gauss-Newton's. Throws `noInfluence` for other data, for Gaussian processes on a part of it, and where
  /// inputs and examples are too many; `noWeightPosterior` for independent outputs.
  public func influence(
    of data: Dataset<Scalar>, at inputs: Tensor<Scalar>,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> Influence {
    try model.check(data)
    try checkInfluence(of: data, at: inputs)
    let precision = try precisionFactor()
    let predictive = try linearizedPredictive(at: inputs, cancellation: cancellation)
    let scale = settings.curvatureScale
    // S Jᵀ at the inputs, and Δ.
    let solutions = (1 / scale) * (try precision.solve(jacobian(at: inputs, cancellation)))
    let step = try LinearizedMaximum(of: self, on: data, cancellation: cancellation)
      .step(at: settings)
    let directions = Tensor.concatenated([
      solutions, Tensor(shape: [1, step.count], scalars: step),
    ])
    var parts = InfluenceParts(scale: scale)
    let batchSize =
      options.batchSize ?? model.predictionBatchSize(backTo: selection.tensors.first ?? 0)
    for start in stride(from: 0, to: data.count, by: batchSize) {
      try cancellation.check()
      let rows = Array(start..<min(data.count, start + batchSize))
      let sweep = jacobianSweep(data.inputs, from: start, batchSize)
      let targets = data.selecting(rows).targets
      try parts.append(
        covariances: (1 / scale) * (try precision.covariance(sweep)),
        products: sweep.products(with: directions, over: selection),
        gradients: CurvatureKind.empiricalFisher.outputCotangents(
          at: sweep.outputs.converted(to: Double.self), targets, model.rules, rows: rows),
        roots: curvatureOfOneExample.outputCotangents(
          at: sweep.outputs, targets, model.rules, rows: rows
        ).converted(to: Double.self))
      progress.report(start + rows.count, of: data.count)
    }
    return parts.influence(on: predictive)
  }

  /// The kind of curvature that an example has a square root of.
  private var curvatureOfOneExample: CurvatureKind {
    options.curvature == .hessian ? .generalizedGaussNewton : options.curvature
  }

  private func checkInfluence(of data: Dataset<Scalar>, at inputs: Tensor<Scalar>) throws {
    try model.check(inputs: inputs)
    guard data.count == exampleCount else {
      throw LaplaceError.noInfluence(
        "influence is that of the \(exampleCount) examples of the fit, and these are \(data.count)")
    }
    guard curvature.priorScale == 1 else {
      throw LaplaceError.noInfluence(
        "a gp posterior on a part of the data knows nothing of the other examples")
    }
    let items = model.network.groupSize(of: inputs.shape)
    let directions = inputs.shape[0] * items * model.network.outputCount
    let rows = exampleCount * model.likelihood.itemsPerExample * model.network.outputCount
    let (bytes, overflow) = (directions + 1).multipliedReportingOverflow(
      by: 8 * (3 * parameterCount + 2 * rows))
    guard !overflow, bytes <= options.memoryLimit else {
      throw LaplaceError.noInfluence(
        "the influence of \(exampleCount) examples on \(inputs.shape[0]) inputs needs more memory than "
          + "\(options.memoryLimit / 1_048_576) MiB")
    }
  }

  /// The rows of the Jacobian at some inputs, (M C, P), outputs running fastest.
  private func jacobian(
    at inputs: Tensor<Scalar>, _ cancellation: Cancellation
  ) throws -> Tensor<Double> {
    let batchSize = model.predictionBatchSize(backTo: selection.tensors.first ?? 0)
    var parts: [Tensor<Double>] = []
    for start in stride(from: 0, to: inputs.shape[0], by: batchSize) {
      try cancellation.check()
      parts.append(jacobianSweep(inputs, from: start, batchSize).jacobianRows(of: selection))
    }
    return parts.isEmpty ? .zeros([0, parameterCount]) : .concatenated(parts)
  }
}
