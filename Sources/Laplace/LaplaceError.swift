/// A question that a posterior cannot answer.
public enum LaplaceError: Error, Equatable, CustomStringConvertible {
  /// A setting outside its range.
  case invalidSetting(name: String, value: Double, requirement: String)
  /// A structure whose curvature would need more memory than allowed.
  case tooLarge(structure: String, parameters: Int, bytes: Int)
  /// Draws of weights that would need more memory than allowed, and the bytes of each.
  case tooManySamples(count: Int, weights: Int, bytesEach: Int, limit: Int)
  /// A fit that would take longer than allowed.
  case tooLong(structure: String, parameters: Int, seconds: Double, limit: Double)
  /// A posterior precision that is not positive definite: the smallest eigenvalue of the curvature is
  /// negative and the prior does not make up for it.
  case indefinite(smallest: Double, neededPriorPrecision: Double)
  /// A number of prior precisions that fits neither all weights, nor the tensors, nor the parameters.
  case priorLength(found: Int, allowed: [Int])
  /// A prior mean of another length than the selected parameters.
  case priorMeanLength(found: Int, expected: Int)
  /// Another number of weights than the posterior is over.
  case weightCount(found: Int, expected: Int)
  /// An example that alone determines some direction of the weights, as the approximation sees it.
  case leverage(row: Int)
  /// A structure that is not a sum over the data, to which data cannot be added.
  case notUpdatable(structure: String)
  /// A model whose parameters or likelihood are not those of the posterior.
  case otherParameters
  /// Leaving one out needs the Gauss-Newton curvature and the data of the fit.
  case noLeaveOneOut
  /// Examples whose influence a posterior cannot tell, and why.
  case noInfluence(String)
  /// A score that is not finite anywhere on a grid.
  case noFiniteScore(metric: String)
  /// Targets that predictions of a likelihood cannot be scored on.
  case unscored(likelihood: String)
  /// A figure that predictions of the likelihood do not have.
  case noSuchMetric(String, likelihood: String)
  /// A structure to which a prior precision for each parameter cannot be added.
  case priorShape(structure: String)
  /// A structure that takes one prior precision for all weights alone.
  case scalarPriorNeeded(structure: String)
  /// A question about weights to outputs that are independent processes.
  case noWeightPosterior
  /// The likelihood has no observation noise to set.
  case noObservationNoise
  /// The network has no parameter in the subset.
  case emptySubset
  /// A grid with no points.
  case emptyGrid
  /// A posterior file that cannot be used.
  case unusableFile(String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let value, let requirement):
      "\(name) must be \(requirement), but is \(Int(exactly: value).map(String.init) ?? "\(value)")"
    case .tooLarge(let structure, let parameters, let bytes):
      "\(Self.posterior(structure)) over \(parameters) parameters needs "
        + "\(bytes / 1_048_576) MiB for its curvature, more than a fit may take"
    case .tooManySamples(let count, let weights, let bytesEach, let limit):
      "\(count) samples of \(weights) weights need "
        + "\(Int(Double(count) * Double(bytesEach) / 1_048_576)) MiB, more than the "
        + "\(limit / 1_048_576) MiB that draws may take; at most \(limit / bytesEach) fit"
    case .tooLong(let structure, let parameters, let seconds, let limit):
      "\(Self.posterior(structure)) over \(parameters) parameters would take about "
        + "\(Int(seconds.rounded())) s, more than the \(Int(limit)) s a fit may take"
    case .indefinite(let smallest, let needed):
      "the posterior precision is not positive definite: the Hessian has the eigenvalue "
        + "\(smallest), so the weights are not at a maximum; a prior precision above \(needed) makes "
        + "up for it"
    case .priorLength(let found, let allowed):
      "a prior precision has \(allowed.map(String.init).joined(separator: " or ")) numbers here "
        + (allowed.count == 3 ? "(one, one per tensor, or one per parameter), " : "")
        + "not \(found)"
    case .priorMeanLength(let found, let expected):
      "a prior mean has 1 or \(expected) numbers here, not \(found)"
    case .weightCount(let found, let expected):
      "the posterior is over \(expected) weights, not \(found)"
    case .leverage(let row):
      "example \(row) cannot be left out: as this curvature sees it, it alone determines a direction "
        + "of the weights"
    case .notUpdatable(let structure):
      "\(Self.posterior(structure)) is no sum over the data, so data cannot be added to it"
    case .otherParameters:
      "the model has other parameters, another likelihood or another precision of numbers than the "
        + "posterior"
    case .noLeaveOneOut:
      "examples are left out of a posterior with ggn curvature, on the data it was fitted to"
    case .noFiniteScore(let metric):
      "the \(metric) is not finite at any prior precision of the grid"
    case .unscored(let likelihood):
      "predictions of a \(likelihood) model are not scored on targets of this form"
    case .noSuchMetric(let metric, let likelihood):
      "a \(likelihood) model has no \(metric)"
    case .priorShape(let structure):
      "\(Self.posterior(structure)) takes one prior precision or one per parameter tensor; one per "
        + "parameter works for full, block, diag and lowrank"
    case .scalarPriorNeeded(let structure):
      "\(Self.posterior(structure)) takes one prior precision for all weights: the scale of its kernel"
    case .noWeightPosterior:
      "independent outputs are a Gaussian process each, and none is a posterior of the weights; that "
        + "of joint outputs is one"
    case .noObservationNoise: "a classification has no observation noise; it must stay 1"
    case .emptySubset: "the subset holds no parameter"
    case .emptyGrid: "the grid has no points"
    case .noInfluence(let reason), .unusableFile(let reason): reason
    }
  }

  private static func posterior(_ structure: String) -> String {
    (structure.hasPrefix("e") ? "an " : "a ") + structure + " posterior"
  }
}
