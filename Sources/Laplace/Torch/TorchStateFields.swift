import Curvature
import ModelFiles
import Tensors

/// The entries of a state dictionary of laplace-torch, each checked for what it should be.
struct TorchStateFields {
  private let value: TorchValue

  init(_ value: TorchValue) { self.value = value }

  func text(_ name: String) throws(LaplaceError) -> String {
    guard case .text(let text) = try entry(name) else { throw flaw(name, expected: "a text") }
    return text
  }

  /// A whole number from 1.
  func count(_ name: String) throws(LaplaceError) -> Int {
    guard case .integer(let count) = try entry(name), count > 0 else {
      throw flaw(name, expected: "a whole number from 1")
    }
    return count
  }

  /// A number, which may also be a tensor of one element.
  func number(_ name: String) throws(LaplaceError) -> Double {
    let tensor = try tensor(name)
    guard tensor.shape.count == 1 else { throw flaw(name, expected: "one number") }
    return tensor.scalars[0]
  }

  /// A tensor of finite numbers, or a number, which is one of shape ().
  func tensor(_ name: String) throws(LaplaceError) -> Tensor<Double> {
    try tensor(try entry(name), name)
  }

  private func tensor(_ value: TorchValue, _ name: String) throws(LaplaceError) -> Tensor<Double> {
    let tensor: Tensor<Double>
    switch value {
    case .tensor(let found): tensor = found.tensor(as: Double.self)
    case .number(let number): tensor = Tensor(shape: [], scalars: [number])
    case .integer(let integer): tensor = Tensor(shape: [], scalars: [Double(integer)])
    default: throw flaw(name, expected: "a tensor or a number")
    }
    guard tensor.isFinite else { throw flaw(name, expected: "finite numbers") }
    return tensor
  }

  private func entry(_ name: String) throws(LaplaceError) -> TorchValue {
    guard let entry = value[name] else {
      throw .unusableFile("the file has no '\(name)', so it is no state dictionary of a posterior")
    }
    return entry
  }

  private func flaw(_ name: String, expected: String) -> LaplaceError {
    .unusableFile("the file's '\(name)': expected \(expected)")
  }
}

// The curvature H.
extension TorchStateFields {
  /// The curvature under the names that our structures give to its parts.
  func curvature(
    of structure: HessianStructure, over selection: ParameterSelection, exampleCount: Int
  ) throws(LaplaceError) -> [String: Tensor<Double>] {
    if try entry("H") == .none { throw .unusableFile("the posterior in the file was not fitted") }
    switch structure {
    case .full: return ["matrix": try symmetric(try entry("H"), "H", order: selection.count)]
    case .kronecker: return try factors(selection, exampleCount: exampleCount)
    default: return ["diagonal": try tensor("H")]
    }
  }

  /// The Kronecker factors: `[B, A]` for a weight and `[B]` for a tensor of one axis, not decomposed.
  ///
  /// Ours are sums, so `Σ a aᵀ = N A`. A weight of one number may also come as `[B]`.
  private func factors(
    _ selection: ParameterSelection, exampleCount: Int
  ) throws(LaplaceError) -> [String: Tensor<Double>] {
    guard case .list(let blocks) = try entry("H") else {
      throw flaw("H", expected: "a list of Kronecker factors")
    }
    guard blocks.count == selection.blocks.count else {
      throw .unusableFile(
        "the file has Kronecker factors of \(blocks.count) tensors, and the model has "
          + "\(selection.blocks.count)")
    }
    var tensors: [String: Tensor<Double>] = [:]
    for (place, block) in selection.blocks.enumerated() {
      let name = "H[\(place)]"
      guard case .list(let factors) = blocks[place], !factors.isEmpty else {
        throw flaw(name, expected: "a list of one or two matrices")
      }
      tensors["count.\(place)"] = Tensor([Double(exampleCount)])
      if case .matrix(let outputs, let inputs) = block.form {
        tensors["output.\(place)"] = try symmetric(factors[0], name, order: outputs)
        guard factors.count == 2 || factors.count == 1 && inputs == 1 && outputs == 1 else {
          throw flaw(name, expected: "two matrices")
        }
        let input =
          factors.count == 2
          ? try symmetric(factors[1], name, order: inputs) : Tensor(shape: [1, 1], scalars: [1])
        tensors["input.\(place)"] = Double(exampleCount) * input
      } else {
        guard factors.count == 1 else { throw flaw(name, expected: "one matrix") }
        tensors["output.\(place)"] = try symmetric(factors[0], name, order: block.range.count)
      }
    }
    return tensors
  }

  /// A symmetric matrix; Float sums may differ from their mirror images by rounding.
  private func symmetric(
    _ value: TorchValue, _ name: String, order: Int
  ) throws(LaplaceError) -> Tensor<Double> {
    let matrix = try tensor(value, name)
    guard matrix.shape == [order, order] else {
      throw flaw(name, expected: "a matrix of \(order)x\(order)")
    }
    let bound = 1e-4 * (matrix.scalars.map(abs).max() ?? 0)
    for row in 0..<order {
      for column in 0..<row where abs(matrix[row, column] - matrix[column, row]) > bound {
        throw flaw(name, expected: "a symmetric matrix")
      }
    }
    return matrix
  }
}
