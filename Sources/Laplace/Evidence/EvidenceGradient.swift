/// The derivatives of the log marginal likelihood in the settings.
public struct EvidenceGradient: Equatable, Sendable {
  /// `∂/∂δ`, one for each prior precision in the shape of the settings.
  public let priorPrecision: [Double]
  /// `∂/∂σ`; nil where the likelihood has no observation noise.
  public let noise: Double?
  /// `∂/∂T`.
  public let temperature: Double
}

extension LaplacePosterior {
  /// The effective number of parameters that each prior precision governs:
  /// `γ_g = Σᵢ (1 - δ_g [(h H + P₀)⁻¹]ᵢᵢ)` over its weights i.
  public func effectiveParametersByPrior() throws -> [Double] {
    if let relative = relativePrecision {
      return [try definiteMoments(relative).effectiveParameters(relative)]
    }
    let prior = settings.priorPrecision
    let variances = try precisionFactor().variances()
    let scale = settings.curvatureScale
    let counts = prior.counts(over: selection)
    return zip(zip(prior.values, counts), prior.sums(of: variances, over: selection)).map {
      Double($0.1) - $0.0 * $1 / scale
    }
  }

  /// The effective number of parameters in each selected tensor.
  public func effectiveParametersByTensor() throws -> [Double] {
    let shares = zip(relativePrior.values(over: selection), try precisionFactor().variances())
      .map { 1 - $0 * $1 }
    return selection.tensors.indices.map { tensor in
      shares[selection.range(of: tensor)].reduce(0, +)
    }
  }

  /// The gradient of the log marginal likelihood in prior precision, noise and temperature.
  ///
  /// With S the squared distance of the weights from the prior mean and γ the effective parameters,
  /// `∂/∂δ_g = ½ (γ_g/δ_g - S_g)`, `∂/∂σ = (2 h·loss - N C + γ)/σ` and `∂/∂T = (h·loss + ½ γ)/T`.
  public func evidenceGradient() throws -> EvidenceGradient {
    let effective = try effectiveParametersByPrior()
    let total = effective.reduce(0, +)
    let fit = settings.curvatureScale * loss
    let targets = Double(exampleCount * model.network.outputCount)
    return EvidenceGradient(
      priorPrecision: zip(zip(effective, settings.priorPrecision.values), squaredDeviations())
        .map { 0.5 * ($0.0 / $0.1 - $1) },
      noise: model.rules.hasObservationNoise
        ? (2 * fit - targets + total) / settings.noise : nil,
      temperature: (fit + 0.5 * total) / settings.temperature)
  }
}
