import Curvature
import ModelFiles
import Tensors

/// The entries of a posterior file that tell the prior.
///
/// `prior.precision` holds the precisions and `prior.mean` the mean, one number or one per selected
/// parameter; the metadata `prior_shape` is `scalar`, `tensors`, `parameters`, or `groups:` and the name of
/// each selected tensor's group.
enum PriorEntries {
  private static let precision = "prior.precision"
  private static let mean = "prior.mean"
  private static let groupPrefix = "groups:"

  static func add(_ settings: PosteriorSettings, to file: inout SafetensorsWriter) throws {
    try file.add(precision, Tensor(settings.priorPrecision.values))
    switch settings.priorMean {
    case .scalar(let value): try file.add(mean, Tensor([value]))
    case .vector(let values): try file.add(mean, Tensor(values))
    }
    file.metadata["prior_shape"] = word(settings.priorPrecision.shape)
  }

  static func precision(
    in file: SafetensorsFile, over selection: ParameterSelection
  ) throws -> PriorPrecision {
    let word = try PosteriorFile.text(file, "prior_shape")
    let values = try file.tensor(named: precision, as: Double.self).scalars
    let shape: PriorPrecision.Shape
    switch word {
    case "scalar": shape = .scalar
    case "tensors": shape = .tensors
    case "parameters": shape = .parameters
    case _ where word.hasPrefix(groupPrefix):
      let names = word.dropFirst(groupPrefix.count)
        .split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      shape = .groups(PriorGroups(names))
    default:
      throw LaplaceError.unusableFile("metadata 'prior_shape': '\(word)' is not known")
    }
    let prior = try PriorPrecision(shape, values)
    try prior.check(over: selection)
    return prior
  }

  static func mean(in file: SafetensorsFile) throws -> PriorMean {
    let values = try file.tensor(named: mean, as: Double.self).scalars
    return values.count == 1 ? .scalar(values[0]) : .vector(values)
  }

  private static func word(_ shape: PriorPrecision.Shape) -> String {
    switch shape {
    case .scalar: "scalar"
    case .tensors: "tensors"
    case .parameters: "parameters"
    case .groups(let groups):
      groupPrefix + groups.groupOfTensor.map { groups.names[$0] }.joined(separator: ",")
    }
  }
}
