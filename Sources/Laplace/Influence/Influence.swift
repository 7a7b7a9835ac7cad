import Tensors

/// How predictions would move if single training examples were left out: without a refit, from the
/// posterior's own geometry.
///
/// With the loss and the network as their quadratic and linear approximations at θ*, and all examples, the
/// posterior has its maximum at `θ* + Δ` and the covariance `S = (h H + P₀)⁻¹`. Leaving out example n takes
/// `h Jₙᵀ Λ Jₙ` from the precision and `h Jₙᵀ u` from the gradient, with `u = g + Λ Jₙ Δ` and g the
/// gradient of the example's loss in its outputs. One Newton step from `θ* + Δ` then moves the outputs with
/// the Jacobian J by
///
///     J S₋ Jₙᵀ h u = h Kᵀ (I + G Σ) u,    K = Jₙ S Jᵀ,    Σ = Jₙ S Jₙᵀ,
///
/// where `S₋ = S + S Jₙᵀ G Jₙ S` as `ExampleRemoval` says. At a maximum, Δ = 0, and without the curvature
/// of the example, G = 0, it is the influence function of Koh and Liang (2017); with both it is exact for
/// a network linear in its weights under Gaussian noise. Changes are in the units of the outputs.
public struct Influence: Sendable {
  /// The outputs at the M inputs with all examples.
  public let predictive: GaussianPredictive
  /// How far each example determines its own fit.
  ///
  /// It is `tr(h Λ Σ)`. Where the structure is exact none is above the rank of Λ, and they add up to the
  /// effective number of parameters.
  public let leverages: [Double]
  /// The distance h u of each example from the model, (N, C).
  private let pulls: Tensor<Double>
  /// K of each example, (N, C, M K) for K outputs at an input.
  private let products: Tensor<Double>
  /// Σ of each example, (N, C, C).
  private let covariances: Tensor<Double>
  /// G of each example; nil where it cannot be left out.
  private let removals: [ExampleRemoval?]

  init(
    predictive: GaussianPredictive, leverages: [Double], pulls: Tensor<Double>,
    products: Tensor<Double>, covariances: Tensor<Double>, removals: [ExampleRemoval?]
  ) {
    self.predictive = predictive
    self.leverages = leverages
    self.pulls = pulls
    self.products = products
    self.covariances = covariances
    self.removals = removals
  }

  /// The number N of examples.
  public var exampleCount: Int { leverages.count }

  /// The outputs without one example; nil where it alone determines some direction of the weights, as an
  /// approximate structure sees it: its leverage along that direction is 1 or more.
  ///
  /// The means move by `h Kᵀ (I + G Σ) u` and the covariances of the outputs at an input grow by `Kᵀ G K`.
  public func predictive(withoutExample example: Int) -> GaussianPredictive? {
    guard let removal = removals[example] else { return nil }
    let (inputs, outputs) = (predictive.mean.shape[0], predictive.mean.shape[1])
    let own = covariances.slice(example..<example + 1).reshaped(removal.gain.shape)
    let products = products.slice(example..<example + 1)
      .reshaped([own.shape[0], inputs * outputs])
    let pull = pulls.slice(example..<example + 1)
    let step = pull + pull.matrixProduct(own.matrixProduct(removal.gain))
    var mean = predictive.mean
    mean.add(step.matrixProduct(products).reshaped(mean.shape))
    var covariance = predictive.covariance
    let size = outputs * outputs
    for input in 0..<inputs {
      let columns = products.selectingColumns(Array(input * outputs..<(input + 1) * outputs))
      let increase = removal.increase(columns, columns).scalars
      for place in 0..<size { covariance.scalars[input * size + place] += increase[place] }
    }
    return GaussianPredictive(mean: mean, covariance: covariance)
  }

  /// The places of the examples that cannot be left out.
  public var unremovable: [Int] { removals.indices.filter { removals[$0] == nil } }
}
