/// What an object of a session is.
public enum ObjectKind: String, CaseIterable, Hashable, Sendable {
  /// Examples: inputs, and usually targets.
  case data
  /// A network with its parameters.
  case model
  /// A fitted Laplace approximation.
  case posterior
  /// Values over a grid of settings.
  case grid
  /// What a posterior says about inputs.
  case prediction
  /// Figures and their table.
  case report
  /// A picture.
  case plot
  /// Any of them.
  case any

  /// Whether an object of the other kind can stand where this kind is asked for.
  public func accepts(_ other: ObjectKind) -> Bool {
    self == other || self == .any || other == .any
  }

  /// The kind in a sentence: `a posterior`.
  public var phrase: String {
    switch self {
    case .data: "data"
    case .any: "an object"
    default: "a \(rawValue)"
    }
  }
}
