import Curvature
import Datasets
import NeuralNetworks
import Parallelism
import Tensors

extension LaplacePosterior {
  /// The posterior with the curvature and the loss of more data added: that of one fit to both where the
  /// model is the same.
  ///
  /// With a model that was trained further on the new data, its weights become the mean, and the old
  /// data keeps the curvature it had at the old ones (Ritter, Botev and Barber, 2018).
  ///
  /// Throws `notUpdatable` for structures that are not sums over the data, and `otherParameters` for a
  /// model with other ones.
  public func updated(
    with data: Dataset<Scalar>, at newModel: Model<Scalar>? = nil,
    cancellation: Cancellation = Cancellation(), progress: Progress = .ignored
  ) throws -> LaplacePosterior {
    guard let sum = curvature as? any MergeableCurvature else {
      throw LaplaceError.notUpdatable(structure: options.structure.word)
    }
    let model = newModel ?? model
    guard model.network.layout == self.model.network.layout,
      model.likelihood == self.model.likelihood
    else { throw LaplaceError.otherParameters }
    let estimate = try CurvatureEstimate(
      of: model, on: data, kind: options.curvature,
      requests: [.init(options.structure, over: selection)], following: exampleCount,
      batchSize: options.batchSize, cancellation: cancellation, progress: progress)
    return try LaplacePosterior(
      model: model, options: options, curvature: sum.adding(estimate.sums[0]),
      loss: loss + estimate.loss, exampleCount: exampleCount + estimate.exampleCount,
      settings: settings)
  }
}

extension MergeableCurvature {
  /// The sum with another of the same structure.
  fileprivate func adding(_ other: any CurvatureSum) -> Self {
    guard let other = other as? Self else {
      preconditionFailure("sums of different structures do not add up")
    }
    var sum = self
    sum.add(other)
    return sum
  }
}
