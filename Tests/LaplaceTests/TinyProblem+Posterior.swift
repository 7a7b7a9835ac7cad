import Curvature
import Laplace
import TestSupport
import Tensors

extension TinyProblem where Scalar == Double {
  /// A posterior of the problem's model, at prior precision 0.3, temperature 0.8, and in a regression
  /// noise 0.6, unless other settings are given.
  func posterior(
    _ structure: HessianStructure, _ subset: WeightSubset = .all,
    _ settings: PosteriorSettings? = nil
  ) throws -> LaplacePosterior<Double> {
    var options = LaplaceOptions()
    (options.structure, options.subset) = (structure, subset)
    let usual = try PosteriorSettings(
      priorPrecision: 0.3, noise: model.likelihood == .regression ? 0.6 : 1, temperature: 0.8)
    return try LaplacePosterior(
      of: model, fittedTo: data, options: options, settings: settings ?? usual)
  }
}

extension Tensor<Double> {
  /// The unit matrix.
  static func unit(_ order: Int) -> Tensor {
    Tensor(
      shape: [order, order],
      scalars: (0..<order * order).map { $0 % (order + 1) == 0 ? 1 : 0 })
  }
}
