import LinearAlgebra
import RealModule
import Tensors

/// The second derivatives of the log marginal likelihood E in the logarithms of the settings, at the
/// settings of a posterior: prior precisions `x_g = log δ_g` first, then `y = log σ` where the likelihood has
/// observation noise.
///
/// With Σ the posterior covariance, Σ_gk its block between the weights of two prior precisions, and
/// `V_gk = -∂γ_g/∂x_k = [g = k] δ_g tr Σ_gg - δ_g δ_k ‖Σ_gk‖²` (Frobenius):
///
///     ∂²E/∂x_g ∂x_k = -½ (V_gk + [g = k] δ_g S_g)
///     ∂²E/∂x_g ∂y   = -Σ_k V_gk
///     ∂²E/∂y²       = -4 h·loss - 2 Σ_gk V_gk
///
/// It is known by its products with directions, so that a prior precision for each of many weights needs no
/// matrix of their square.
public struct EvidenceHessian<Scalar: TensorScalar>: Sendable {
  private let posterior: LaplacePosterior<Scalar>
  private let effective: [Double]
  private let scatter: [Double]

  /// At the settings of a posterior with γ effective parameters for each prior precision.
  init(of posterior: LaplacePosterior<Scalar>, effective: [Double]) {
    self.posterior = posterior
    self.effective = effective
    scatter = zip(posterior.settings.priorPrecision.values, posterior.squaredDeviations())
      .map { $0 * $1 }
  }

  /// The number of settings: the order of the Hessian.
  public var order: Int {
    effective.count + (posterior.model.rules.hasObservationNoise ? 1 : 0)
  }

  /// The Hessian times a direction with a number for each setting; without one for the noise it stays.
  ///
  /// With `q = V (½ d_x + d_y 1)` the product is `-q - ½ δ S d_x` and `-4 h·loss d_y - 2 Σ_g q_g`.
  public func product(_ direction: [Double]) throws -> [Double] {
    let priors = direction.prefix(effective.count)
    let noise = direction.count > effective.count ? direction[effective.count] : nil
    let losses = try posterior.effectiveParameterLoss(
      priors.map { 0.5 * $0 + (noise ?? 0) }, effective)
    let product = priors.indices.map { -losses[$0] - 0.5 * scatter[$0] * priors[$0] }
    guard let noise else { return product }
    let fit = posterior.settings.curvatureScale * posterior.loss
    return product + [-4 * fit * noise - 2 * losses.reduce(0, +)]
  }

  /// The Hessian as a matrix, a row for each setting.
  public func matrix() throws -> Tensor<Double> {
    let rows = try (0..<order).flatMap { row in
      try product((0..<order).map { $0 == row ? 1 : 0 })
    }
    return Tensor(shape: [order, order], scalars: rows)
  }
}

extension EvidenceHessian {
  /// How well the data determines the settings at a maximum of the evidence: the standard deviations of their
  /// logarithms, priors first, were the evidence a Gaussian in them; nil where it is not concave.
  ///
  /// The roots of the diagonal of `(-E″)⁻¹`: with the other settings at their best, the log marginal likelihood
  /// is ½ lower one deviation away.
  public func deviations(keepingNoise: Bool = false) throws -> [Double]? {
    let count = keepingNoise ? effective.count : order
    let units = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    let entries = try units.flatMap { try product($0).map { -$0 } }
    do {
      let inverse = try Cholesky(Tensor(shape: [count, count], scalars: entries)).inverse()
      return (0..<count).map { inverse[$0, $0].squareRoot() }
    } catch {
      return nil
    }
  }
}

extension LaplacePosterior {
  /// The second derivatives of the log marginal likelihood in the logarithms of prior precisions and noise.
  public func evidenceHessian() throws -> EvidenceHessian<Scalar> {
    EvidenceHessian(of: self, effective: try effectiveParametersByPrior())
  }

  /// `Σ_k V_gk q_k`: how fast effective parameters are lost as the logarithms of the prior precisions rise
  /// along q.
  ///
  /// For one prior precision `V = Σᵢ tᵢ (1 - tᵢ)` with `tᵢ = sᵢ/(sᵢ + ρ)`; else, with r = R's diagonal,
  /// `δ_g Σ_k δ_k ‖Σ_gk‖² q_k` is the sum over the weights i of g of `rᵢ [(H + R)⁻¹ (R Q) (H + R)⁻¹]ᵢᵢ`.
  fileprivate func effectiveParameterLoss(
    _ direction: [Double], _ effective: [Double]
  ) throws -> [Double] {
    if let relative = relativePrecision {
      let sum = try curvatureEigenvalues().reduce(0.0) { sum, value in
        let share = value / (value + relative)
        return sum + share * (1 - share)
      }
      return [sum * direction[0]]
    }
    let prior = settings.priorPrecision
    let precisions = relativePrior.values(over: selection)
    let directions = prior.values(direction, over: selection)
    let kept = try precisionFactor().sandwich(zip(precisions, directions).map { $0 * $1 })
    let sums = prior.sums(of: zip(precisions, kept).map { $0 * $1 }, over: selection)
    let counts = prior.counts(over: selection)
    return direction.indices.map {
      (Double(counts[$0]) - effective[$0]) * direction[$0] - sums[$0]
    }
  }
}
