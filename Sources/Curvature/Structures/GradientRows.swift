import Tensors

/// The rows of a square root G of the curvature, kept in factors where they are outer products.
///
/// Row (n, r), examples running slowest, is the gradient of cotangent r of example n.
public struct GradientRows: Equatable, Sendable {
  /// The rows of one block of parameters.
  fileprivate enum Block: Equatable, Sendable {
    /// `g ⊗ a`, with activations (N, in) and cotangents (N R, out).
    case outer(activations: Tensor<Double>, cotangents: Tensor<Double>)
    /// Whole rows: (N R, parameters of the block).
    case whole(Tensor<Double>)
  }

  private let selection: ParameterSelection
  private var blocks: [Block?]
  /// The number of rows.
  public private(set) var count = 0

  /// No rows yet.
  init(_ selection: ParameterSelection) {
    self.selection = selection
    blocks = selection.blocks.map { _ in nil }
  }

  /// The rows of a batch.
  public init<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>, of selection: ParameterSelection)
  {
    self.init(selection)
    append(sweep, sweep.factors(for: selection))
  }

  /// The bytes of that many rows and of their products with each other, if none is an outer product.
  static func byteCount(rows: Int, of selection: ParameterSelection) -> Int {
    let width = min(rows, 1 << 30)
    return 8 * width * (width + selection.count)
  }

  /// About the numbers that rows are kept in, for a network whose parameters meet activations at the given
  /// places: matrices that an example meets once have rows in factors.
  static func entryCount(
    examples: Int, columns: Int, of selection: ParameterSelection, in sites: [SiteShape]
  ) -> Int {
    selection.blocks.reduce(0) { sum, block in
      let uses = sites.filter { $0.weight == selection.tensors[block.tensor] }
      if case .matrix(let outputs, let inputs) = block.form, uses.map(\.positions) == [1] {
        return sum + examples * (inputs + columns * outputs)
      }
      return sum + examples * columns * block.range.count
    }
  }

  /// Adds the rows of a batch.
  mutating func append<Scalar: TensorScalar>(
    _ sweep: NetworkSweep<Scalar>, _ factors: [BlockFactors<Scalar>]
  ) {
    let batch = sweep.outputs.shape[0]
    let rowCount = batch * sweep.cotangentCount
    for part in factors {
      let addition: Block
      if case .matrix(let site) = part.gradients, site.positionCount == 1 {
        addition = .outer(
          activations: site.activationVectors().reshaped([batch, site.inputCount])
            .converted(to: Double.self),
          cotangents: site.cotangents
            .reshaped([sweep.cotangentCount, batch, site.outputCount]).exchangingFirstAxes
            .reshaped([rowCount, site.outputCount]).converted(to: Double.self))
      } else {
        addition = .whole(
          part.gradients(0..<batch).reshaped([rowCount, part.range.count])
            .converted(to: Double.self))
      }
      blocks[part.block] = blocks[part.block].map { $0.appending(addition) } ?? addition
    }
    count += rowCount
  }

  /// Adds other rows.
  mutating func append(_ other: GradientRows) {
    for (index, block) in other.blocks.enumerated() {
      guard let block else { continue }
      blocks[index] = blocks[index].map { $0.appending(block) } ?? block
    }
    count += other.count
  }

  /// `G Xᵀ` for the rows of this and another: one row for each of this one's.
  public func products(with other: GradientRows) -> Tensor<Double> {
    var result = Tensor<Double>.zeros([count, other.count])
    for case (let one?, let two?) in zip(blocks, other.blocks) {
      result.add(one.products(with: two))
    }
    return result
  }

  /// `G W Xᵀ` for a diagonal W with a weight for each parameter.
  ///
  /// Blocks with one weight for all their parameters stay in factors.
  public func products(with other: GradientRows, weights: [Double]) -> Tensor<Double> {
    var result = Tensor<Double>.zeros([count, other.count])
    for case (let block, (let one?, let two?)) in zip(selection.blocks, zip(blocks, other.blocks)) {
      let own = weights[block.range]
      if let first = own.first, own.allSatisfy({ $0 == first }) {
        result.add(one.products(with: two), scaledBy: first)
      } else {
        result.add(
          (one.rows * Tensor(Array(own))).matrixProduct(two.rows, transposingOther: true))
      }
    }
    return result
  }

  /// The rows of one of C cotangents that every example has.
  public func selecting(cotangent: Int, of cotangents: Int) -> GradientRows {
    var rows = self
    rows.count = count / cotangents
    let places = Array(stride(from: cotangent, to: count, by: cotangents))
    rows.blocks = blocks.map { block in
      switch block {
      case .outer(let a, let g): .outer(activations: a, cotangents: g.selecting(places))
      case .whole(let rows): .whole(rows.selecting(places))
      case nil: nil
      }
    }
    return rows
  }

  /// G itself, of shape (N R, P).
  public var matrix: Tensor<Double> {
    var matrix = Tensor<Double>.zeros([count, selection.count])
    for case (let block, let rows?) in zip(selection.blocks, blocks) {
      matrix.setColumns(from: block.range.lowerBound, to: rows.rows)
    }
    return matrix
  }

  /// The rows under `activations.K` and `cotangents.K`, or `rows.K`, for the K-th block.
  var tensors: [(name: String, tensor: Tensor<Double>)] {
    blocks.enumerated().flatMap { index, block -> [(name: String, tensor: Tensor<Double>)] in
      switch block {
      case .outer(let a, let g): [("activations.\(index)", a), ("cotangents.\(index)", g)]
      case .whole(let rows): [("rows.\(index)", rows)]
      case nil: []
      }
    }
  }

  /// The rows that were written down; nil when they do not fit.
  init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    self.init(selection)
    for (index, block) in selection.blocks.enumerated() {
      let rowCount: Int
      if let a = tensors["activations.\(index)"], let g = tensors["cotangents.\(index)"] {
        guard case .matrix(let outputs, let inputs) = block.form, a.shape.rank == 2,
          g.shape.rank == 2, a.shape[1] == inputs, g.shape[1] == outputs, a.shape[0] > 0,
          g.shape[0].isMultiple(of: a.shape[0])
        else { return nil }
        blocks[index] = .outer(activations: a, cotangents: g)
        rowCount = g.shape[0]
      } else if let rows = tensors["rows.\(index)"] {
        guard rows.shape.rank == 2, rows.shape[1] == block.range.count else { return nil }
        blocks[index] = .whole(rows)
        rowCount = rows.shape[0]
      } else {
        return nil
      }
      guard count == 0 || count == rowCount else { return nil }
      count = rowCount
    }
    guard count > 0 else { return nil }
  }
}

extension GradientRows.Block {
  fileprivate func appending(_ other: GradientRows.Block) -> GradientRows.Block {
    switch (self, other) {
    case (.outer(let a, let g), .outer(let b, let h)):
      .outer(activations: .concatenated([a, b]), cotangents: .concatenated([g, h]))
    case (.whole(let one), .whole(let other)): .whole(.concatenated([one, other]))
    default: .whole(.concatenated([rows, other.rows]))
    }
  }

  /// `G Xᵀ` for the rows of this and another.
  fileprivate func products(with other: GradientRows.Block) -> Tensor<Double> {
    guard case (.outer(let a, let g), .outer(let b, let h)) = (self, other) else {
      return rows.matrixProduct(other.rows, transposingOther: true)
    }
    return g.matrixProduct(h, transposingOther: true)
      .scaled(byExamples: a.matrixProduct(b, transposingOther: true))
  }

  /// The rows written out.
  fileprivate var rows: Tensor<Double> {
    guard case .outer(let a, let g) = self else {
      guard case .whole(let rows) = self else { preconditionFailure("a block has rows") }
      return rows
    }
    let (examples, count) = (a.shape[0], g.shape[0] / a.shape[0])
    let products =
      g.reshaped([examples, count, g.shape[1], 1]) * a.reshaped([examples, 1, 1, a.shape[1]])
    return products.reshaped([g.shape[0], g.shape[1] * a.shape[1]])
  }
}

extension Tensor<Double> {
  /// The matrix whose entry for rows (n, r) and columns (m, s) is multiplied by that of examples n and m.
  fileprivate func scaled(byExamples scales: Tensor<Double>) -> Tensor<Double> {
    let (rows, columns) = (shape[0] / scales.shape[0], shape[1] / scales.shape[1])
    var result = self
    result.scalars.withUnsafeMutableBufferPointer { result in
      for row in 0..<shape[0] {
        let scale = row / rows * scales.shape[1]
        for column in 0..<shape[1] {
          result[row * shape[1] + column] *= scales.scalars[scale + column / columns]
        }
      }
    }
    return result
  }
}
