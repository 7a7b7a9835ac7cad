import Datasets
import ModelFiles
import Tensors

/// Data out of a safetensors file: one tensor of inputs, and one of targets if there are any.
enum SafetensorsData {
  /// Reads the tensors of the given names; without names the only tensor is the inputs.
  static func read(_ path: String, x: [String], y: [String]) throws -> Dataset<Double> {
    let file = try SafetensorsFile(contentsOf: path)
    guard let inputs = x.first ?? (file.names.count == 1 ? file.names[0] : nil) else {
      throw Problem(
        .missingArgument, "x= must name the tensor of inputs.",
        remedies: ["the file holds \(file.names.joined(separator: ", "))"])
    }
    return try Dataset(
      inputs: try file.tensor(named: inputs, as: Double.self), targets: try targets(y.first, file))
  }

  private static let integerTypes: Set<ElementType> = [
    .bool, .i8, .i16, .i32, .i64, .u8, .u16, .u32, .u64,
  ]

  /// Integers are classes, with two axes or more one for each position of an example; other numbers are
  /// values, those of an example in one row.
  private static func targets(_ name: String?, _ file: SafetensorsFile) throws -> Targets {
    guard let name else { return .none }
    if let type = file.dtype(of: name), integerTypes.contains(type) {
      let labels = try file.integers(named: name)
      let shape = file.shape(of: name) ?? []
      guard shape.rank > 1 else { return try .classes(labels: labels) }
      return try .sequences(labels: labels, length: shape.dropFirst().count)
    }
    let values = try file.tensor(named: name, as: Double.self)
    guard values.shape.rank > 0 else { return .values(values) }
    return .values(values.reshaped([values.shape[0], values.shape.dropFirst().count]))
  }
}
