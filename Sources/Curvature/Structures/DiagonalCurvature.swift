import Tensors

/// The diagonal of the curvature, `hₚ = Σ (∂p)²`.
public struct DiagonalCurvature: MergeableCurvature, Equatable {
  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// The diagonal, one entry per selected parameter.
  public private(set) var diagonal: [Double]

  /// The curvature of no data.
  public init(_ selection: ParameterSelection) {
    self.selection = selection
    diagonal = [Double](repeating: 0, count: selection.count)
  }

  /// The structure `diag`.
  public var structure: HessianStructure { .diagonal }

  /// Adds the squares of a batch's gradients.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    for part in sweep.factors(for: selection) {
      let squares = part.gradients.squares()
      diagonal.withUnsafeMutableBufferPointer { diagonal in
        for (place, square) in zip(part.range, squares) { diagonal[place] += square }
      }
    }
  }

  /// Adds the diagonal of a matrix known by its products.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    try forEachUnitBlock(order: selection.count) { units, range in
      let rows = try products(units)
      for (row, place) in range.enumerated() { diagonal[place] += rows[row, place] }
    }
  }

  /// Adds the curvature of other data.
  public mutating func add(_ other: DiagonalCurvature) {
    Double.addScaled(1, other.diagonal, to: &diagonal)
  }

  /// The diagonal, under the name `diagonal`.
  public var tensors: [(name: String, tensor: Tensor<Double>)] { [("diagonal", Tensor(diagonal))] }

  /// The curvature with a diagonal that was written down; nil when it does not fit.
  init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    guard let diagonal = tensors["diagonal"], diagonal.shape == [selection.count] else {
      return nil
    }
    self.selection = selection
    self.diagonal = diagonal.scalars
  }
}

extension BlockFactors.Gradients {
  /// The squares of the gradients, summed over examples and cotangents.
  func squares() -> [Double] {
    switch self {
    case .matrix(let site): return site.squaredWeightGradients()
    case .bias(let site): return Self.squares(of: site.biasGradients())
    case .elements(let elements): return Self.squares(of: elements)
    }
  }

  private static func squares(of gradients: Tensor<Scalar>) -> [Double] {
    let rows = gradients.reshaped([gradients.shape.dropLast().count, gradients.shape[-1]])
    return Scalar.widened(rows.summedSquares(overAxis: 0).scalars)
  }
}

/// Calls a function with the unit vectors of a space, a block of rows at a time, and their places.
func forEachUnitBlock(
  order: Int, _ body: (Tensor<Double>, Range<Int>) throws -> Void
) rethrows {
  let size = 32
  for start in stride(from: 0, to: order, by: size) {
    let range = start..<min(order, start + size)
    var units = Tensor<Double>.zeros([range.count, order])
    for (row, place) in range.enumerated() { units.scalars[row * order + place] = 1 }
    try body(units, range)
  }
}
