import Tensors

/// A network that cannot be built, or inputs that do not fit it.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// A layer got an input of another shape than it takes.
  case unexpectedInput(layer: Int, type: String, expected: String, found: Shape)
  /// A layer's own settings make no sense.
  case invalidLayer(layer: Int, type: String, reason: String)
  /// The parameters given do not have the shapes the layers need.
  case unexpectedParameter(name: String, expected: Shape, found: Shape)
  /// A parameter tensor is missing.
  case missingParameter(name: String)
  /// Data whose inputs have another width than the network takes.
  case unexpectedData(expected: Shape, found: Shape)
  /// Data whose examples do not hold as many inputs as the likelihood compares.
  case unexpectedExamples(likelihood: String, expected: Shape, found: Shape)
  /// Targets that the likelihood cannot score.
  case unexpectedTargets(likelihood: String, reason: String)
  /// Outputs that the likelihood cannot read.
  case unexpectedOutputs(likelihood: String, reason: String)
  /// A name that nothing of a kind in the network has.
  case unknownName(String, of: String, known: [String])
  /// The network computes a number that is not finite.
  case notFinite(String)

  /// The fault in words.
  public var description: String {
    switch self {
    case .unexpectedInput(let layer, let type, let expected, let found):
      "layer \(layer) (\(type)) takes \(expected), but gets \(found)"
    case .invalidLayer(let layer, let type, let reason): "layer \(layer) (\(type)): \(reason)"
    case .unexpectedParameter(let name, let expected, let found):
      "parameter \(name) should have shape \(expected), but has \(found)"
    case .missingParameter(let name): "parameter \(name) is missing"
    case .unexpectedData(let expected, let found):
      "the network takes inputs of shape \(expected), but the data has \(found)"
    case .unexpectedExamples(let likelihood, let expected, let found):
      "\(likelihood): examples of shape \(expected) are needed, but the data has \(found)"
    case .unexpectedTargets(let likelihood, let reason),
      .unexpectedOutputs(let likelihood, let reason):
      "\(likelihood): \(reason)"
    case .unknownName(let name, let kind, let known):
      "there is no \(kind) '\(name)'; there are \(known.joined(separator: ", "))"
    case .notFinite(let what): "\(what) is not finite"
    }
  }
}
