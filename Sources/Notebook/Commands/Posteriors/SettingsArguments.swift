import Laplace

extension OptionSignature {
  /// The prior precision δ, also written λ.
  static func prior(default text: String? = nil) -> OptionSignature {
    OptionSignature("prior", .number(.positive), default: text, help: "prior precision")
  }

  /// The observation noise σ.
  static func noise(default text: String? = nil) -> OptionSignature {
    OptionSignature("noise", .number(.positive), default: text, help: "observation noise")
  }

  /// The temperature T.
  static func temperature(default text: String? = nil) -> OptionSignature {
    OptionSignature("temp", .number(.positive), default: text, help: "temperature")
  }
}

extension BoundArguments {
  /// Prior precision, noise and temperature as given, else those of the settings given.
  func settings(else settings: PosteriorSettings? = nil) throws(LaplaceError) -> PosteriorSettings {
    try PosteriorSettings(
      priorPrecision: number("prior") ?? settings?.priorPrecision ?? 1,
      noise: number("noise") ?? settings?.noise ?? 1,
      temperature: number("temp") ?? settings?.temperature ?? 1)
  }
}
