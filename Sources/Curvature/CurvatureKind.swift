import Autodiff
import Datasets
import NeuralNetworks
import Tensors

/// The matrix that stands in for the Hessian of the loss in the parameters.
public enum CurvatureKind: Hashable, Sendable {
  /// The generalised Gauss-Newton matrix `Σ Jᵀ Λ J`.
  case generalizedGaussNewton
  /// An estimate of the Fisher matrix, `Σ g gᵀ / S` with g the gradients of the loss at S targets drawn
  /// from the likelihood for each example.
  ///
  /// Each example has a stream of random numbers of its own, so that batches change nothing.
  case monteCarloFisher(samples: Int, seed: UInt64)
  /// The empirical Fisher matrix `Σ g gᵀ`, with g the gradient of one example's loss.
  case empiricalFisher
  /// The Hessian of the loss itself, which need not be positive semidefinite.
  case hessian

  /// Whether no direction can have negative curvature.
  public var isPositiveSemidefinite: Bool { self != .hessian }

  /// The output cotangents whose pullbacks are the columns of a square root of the curvature, of shape
  /// (R, batch, C), for the examples with the given positions in the data.
  package func outputCotangents<Scalar: TensorScalar>(
    at outputs: Tensor<Scalar>, _ targets: Targets, _ likelihood: any Likelihood, rows: [Int]
  ) -> Tensor<Scalar> {
    switch self {
    case .generalizedGaussNewton:
      return likelihood.hessianRoot(at: outputs).zeroingIgnoredPositions(of: targets)
    case .monteCarloFisher(let samples, let seed):
      var streams = rows.map { RandomStream(seed: seed, stream: UInt64($0)) }
      return likelihood.sampledGradients(at: outputs, samples: samples, using: &streams)
        .zeroingIgnoredPositions(of: targets)
    case .empiricalFisher:
      let tape = Tape<Scalar>()
      let outputs = tape.variable(outputs)
      let loss = likelihood.negativeLogLikelihood(outputs, targets)
      let gradient = tape.pullback(of: loss, cotangent: Variable(Tensor(1)), to: [outputs])[0]
      return gradient.value.reshaped([1] + outputs.shape)
    case .hessian:
      preconditionFailure("the Hessian has no real square root")
    }
  }
}

extension CurvatureKind: LosslessStringConvertible {
  /// The kinds without settings, and the Monte-Carlo Fisher with its defaults.
  public static let plain: [CurvatureKind] = [
    .generalizedGaussNewton, .monteCarloFisher(samples: 1, seed: 0), .empiricalFisher, .hessian,
  ]

  /// The word of the kind, as commands and files write it.
  public var word: String {
    switch self {
    case .generalizedGaussNewton: "ggn"
    case .monteCarloFisher: "mc"
    case .empiricalFisher: "ef"
    case .hessian: "hessian"
    }
  }

  /// The word, with the settings of an estimate: `ggn`, `mc(samples=10,seed=0)`, `ef`, `hessian`.
  public var description: String {
    switch self {
    case .monteCarloFisher(let samples, let seed): "mc(samples=\(samples),seed=\(seed))"
    default: word
    }
  }

  /// The kind that a description describes.
  public init?(_ description: String) {
    guard let call = SettingsText(description) else { return nil }
    switch call.word {
    case "ggn": self = .generalizedGaussNewton
    case "ef": self = .empiricalFisher
    case "hessian": self = .hessian
    case "mc":
      guard let samples = Int(call.settings["samples"] ?? "1"), samples > 0,
        let seed = UInt64(call.settings["seed"] ?? "0")
      else { return nil }
      self = .monteCarloFisher(samples: samples, seed: seed)
    default: return nil
    }
  }
}
