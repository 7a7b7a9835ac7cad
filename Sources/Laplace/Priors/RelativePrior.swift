import Curvature
import Tensors

/// The diagonal `R = P₀/h`: prior precisions in units of the curvature, laid over selected parameters.
///
/// The posterior precision is `h (H + R)`.
struct RelativePrior: Equatable, Sendable {
  /// The precisions, as few as tell them.
  private enum Storage: Equatable, Sendable {
    case uniform(Double)
    /// One for each selected tensor.
    case tensors([Double])
    /// One for each selected parameter.
    case parameters([Double])
  }

  private let storage: Storage

  /// One precision ρ for all parameters.
  init(uniform: Double) { storage = .uniform(uniform) }

  private init(_ storage: Storage) { self.storage = storage }

  /// Prior precisions over the scale h of the curvature.
  init(_ prior: PriorPrecision, scale: Double, over selection: ParameterSelection) {
    let values = prior.values.map { $0 / scale }
    switch (prior.shape, prior.places(ofTensorsIn: selection)) {
    case (.scalar, _): storage = .uniform(values[0])
    case (_, let places?): storage = .tensors(places.map { values[$0] })
    case (_, nil): storage = .parameters(values)
    }
  }

  /// The one precision of all parameters; nil where they differ.
  var uniform: Double? {
    guard case .uniform(let value) = storage else { return nil }
    return value
  }

  /// The one precision of a selected tensor; nil where its parameters differ.
  func value(ofTensor tensor: Int) -> Double? {
    switch storage {
    case .uniform(let value): value
    case .tensors(let values): values[tensor]
    case .parameters: nil
    }
  }

  /// The precisions of the parameters in a block.
  func values(in block: ParameterBlock) -> [Double] {
    switch storage {
    case .uniform(let value): [Double](repeating: value, count: block.range.count)
    case .tensors(let values):
      [Double](repeating: values[block.tensor], count: block.range.count)
    case .parameters(let values): Array(values[block.range])
    }
  }

  /// The precision of every selected parameter.
  func values(over selection: ParameterSelection) -> [Double] {
    selection.blocks.flatMap(values(in:))
  }

  /// The precisions of some of the selected tensors, whose parameters start at a place.
  func part(tensors: Range<Int>, parameters: Range<Int>) -> RelativePrior {
    switch storage {
    case .uniform: self
    case .tensors(let values): RelativePrior(.tensors(Array(values[tensors])))
    case .parameters(let values): RelativePrior(.parameters(Array(values[parameters])))
    }
  }
}
