import Laplace
import RealModule

/// A setting of a posterior that a slider moves.
public enum ExploredSetting: String, CaseIterable, Sendable {
  /// The prior precision λ.
  case prior
  /// The observation noise σ.
  case noise
  /// The temperature T.
  case temperature = "temp"

  /// The letter of the field.
  var symbol: String {
    switch self {
    case .prior: "λ"
    case .noise: "σ"
    case .temperature: "T"
    }
  }

  /// The decades over which the slider runs.
  var decades: ClosedRange<Double> { self == .prior ? -6...6 : -3...3 }

  /// Values over all decades of the slider, equally far apart in their logarithms.
  func values(perDecade count: Int) -> [Double] {
    let steps = count * Int(decades.upperBound - decades.lowerBound)
    return (0...steps).map { .pow(10, decades.lowerBound + Double($0) / Double(count)) }
  }

  /// The present value.
  func value(_ settings: PosteriorSettings) -> Double {
    switch self {
    case .prior: settings.priorPrecision.values[0]
    case .noise: settings.noise
    case .temperature: settings.temperature
    }
  }

  /// The settings with another value, which must be positive and finite.
  func setting(
    _ value: Double, in settings: PosteriorSettings
  ) throws(LaplaceError) -> PosteriorSettings {
    try PosteriorSettings(
      priorPrecision: self == .prior ? PriorPrecision(value) : settings.priorPrecision,
      priorMean: settings.priorMean, noise: self == .noise ? value : settings.noise,
      temperature: self == .temperature ? value : settings.temperature)
  }
}
