import Autodiff
import Curvature
import Datasets
import NeuralNetworks
import Tensors

extension GaussianPredictive {
  /// The predictive at each training example from all the others, without a refit.
  ///
  /// With the loss and the network as their quadratic and linear approximations at θ*, all examples together
  /// have their maximum at `θ* + Δ`, where Δ depends on the prior; it moves the outputs by the `shifts` J Δ.
  /// Leaving out example n takes `h Jᵀ Λ J` from the posterior precision and `h Jᵀ (g + Λ J Δ)` from its
  /// gradient, g that of the example's loss in the outputs. With its functional variance Σ and the gain G of
  /// `ExampleRemoval` the covariance becomes `Σ₋ = Σ + Σ G Σ` and the mean `f + J Δ + h Σ₋ (g + Λ J Δ)`: for
  /// a linear network the leave-one-out formula of linear regression.
  ///
  /// Throws `leverage` with the row of an example that has all the curvature along some direction, as only
  /// approximate structures let happen.
  func leavingOneOut<Rules: Likelihood>(
    _ rules: Rules, targets: Targets, shifts: Tensor<Double>, scale: Double
  ) throws -> GaussianPredictive {
    let (count, outputs) = (mean.shape[0], mean.shape[1])
    let roots = rules.hessianRoot(at: mean).zeroingIgnoredPositions(of: targets)
      .exchangingFirstAxes
    let tape = Tape<Double>()
    let variable = tape.variable(mean)
    let loss = rules.negativeLogLikelihood(variable, targets)
    let gradients = tape.pullback(
      of: loss, cotangent: Variable(Tensor(1)), to: [variable])[0].value
    var means = mean + shifts
    var covariances = covariance
    for row in 0..<count {
      let sigma = covariance.slice(row..<row + 1).reshaped([outputs, outputs])
      let root = roots.slice(row..<row + 1).reshaped([roots.shape[1], outputs])
      guard let removal = try ExampleRemoval(covariance: sigma, root: root, scale: scale) else {
        throw LaplaceError.leverage(row: row + 1)
      }
      var own = sigma
      own.add(removal.increase(sigma, sigma))
      let moved = shifts.slice(row..<row + 1).matrixProduct(root, transposingOther: true)
      let gradient = gradients.slice(row..<row + 1) + moved.matrixProduct(root)
      let shift = scale * gradient.matrixProduct(own)
      for column in 0..<outputs { means.scalars[row * outputs + column] += shift.scalars[column] }
      covariances.scalars.replaceSubrange(
        row * outputs * outputs..<(row + 1) * outputs * outputs, with: own.scalars)
    }
    return GaussianPredictive(mean: means, covariance: covariances)
  }
}
