extension BoundCommand {
  /// The options that were left to their defaults, as they would be typed.
  var assumedOptions: [String] {
    signature.arguments.options.compactMap { option in
      guard !arguments.isGiven(option.name), let value = option.defaultText else { return nil }
      return "\(option.name)=\(value)"
    }
  }
}
