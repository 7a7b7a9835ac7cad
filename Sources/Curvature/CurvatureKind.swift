import Autodiff
import Datasets
import NeuralNetworks
import Tensors

/// The matrix that stands in for the Hessian of the loss in the parameters.
public enum CurvatureKind: String, Sendable, CaseIterable, Codable {
  /// The generalised Gauss-Newton matrix `Σ Jᵀ Λ J`.
  case generalizedGaussNewton = "ggn"
  /// The empirical Fisher matrix `Σ g gᵀ`, with g the gradient of one example's loss.
  case empiricalFisher = "ef"

  /// The output cotangents whose pullbacks are the columns of a square root of the curvature, of shape
  /// (R, batch, C).
  func outputCotangents<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, _ targets: Targets, _ likelihood: any Likelihood
  ) -> Tensor<Scalar> {
    switch self {
    case .generalizedGaussNewton:
      return likelihood.hessianRoot(at: outputs)
    case .empiricalFisher:
      let tape = Tape<Scalar>()
      let outputs = tape.variable(outputs)
      let loss = likelihood.negativeLogLikelihood(outputs, targets)
      let gradient = tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: [outputs])[0]
      return gradient.value.reshaped([1] + outputs.shape)
    }
  }
}
