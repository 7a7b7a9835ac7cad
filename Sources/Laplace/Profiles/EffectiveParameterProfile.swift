import Tensors

/// The effective number of parameters of each selected tensor at any one prior precision:
/// `γ_t(ρ) = Σᵢ e_ti sᵢ/(sᵢ + ρ)`, with `e_ti = Σ_{j∈t} q_ij²` the part of the i-th eigenvector that lies in
/// tensor t.
public struct EffectiveParameterProfile: Sendable {
  /// What one tensor has of the eigenvectors.
  struct Part: Sendable {
    /// The eigenvalues sᵢ.
    var eigenvalues: [Double]
    /// The shares e_ti; nil where the eigenvectors lie in the tensor wholly.
    var shares: [Double]?
  }

  /// The parts of the tensors, in the order of the selection.
  var parts: [Part]
  /// The factor between the prior of the settings and that of the curvature.
  var priorScale = 1.0

  /// The effective number of parameters of each tensor; nil where the settings have several prior
  /// precisions.
  public func values(at settings: PosteriorSettings) -> [Double]? {
    guard let relative = settings.relativePrecision.map({ $0 * priorScale }) else { return nil }
    return parts.map { part in
      guard let shares = part.shares else {
        return part.eigenvalues.reduce(0) { $0 + $1 / ($1 + relative) }
      }
      return zip(part.eigenvalues, shares).reduce(0) { $0 + $1.1 * $1.0 / ($1.0 + relative) }
    }
  }
}

extension EffectiveParameterProfile {
  /// The parts of the tensors in orthonormal eigenvectors, one in each row of a matrix (K, P).
  init(eigenvalues: [Double], vectors: Tensor<Double>, tensors: [Range<Int>]) {
    let width = vectors.shape[1]
    parts = tensors.map { range in
      Part(
        eigenvalues: eigenvalues,
        shares: eigenvalues.indices.map { row in
          vectors.scalars[row * width + range.lowerBound..<row * width + range.upperBound]
            .reduce(0) { $0 + $1 * $1 }
        })
    }
  }
}

extension LaplacePosterior {
  /// The effective parameters of each selected tensor over all prior precisions.
  ///
  /// Throws `noWeightPosterior` where outputs have posteriors of their own.
  public func effectiveParameterProfile() throws -> EffectiveParameterProfile {
    var profile = try spectrum.effectiveParameters()
    profile.priorScale = curvature.priorScale
    return profile
  }
}
