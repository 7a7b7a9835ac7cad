import Tensors

/// A Kronecker product for each parameter tensor (KFAC: Martens and Grosse, 2015).
///
/// A weight of shape (out, in), flattened row-major, has the block `B ⊗ A`, with the output factor
/// `B = Σ g gᵀ` and the input factor `A = 1/(N T) Σ a aᵀ`; how T positions that share the weight enter is
/// a `WeightSharing`. A bias has the block B. Scales, which have no Kronecker product, keep a dense block.
/// Each group of a grouped convolution is a weight of its own.
public struct KroneckerCurvature: MergeableCurvature, Equatable {
  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// How positions that share a weight enter.
  public let sharing: WeightSharing
  private var blocks: [Block]

  /// The sums that belong to one block of parameters.
  private struct Block: Equatable, Sendable {
    /// `Σ g gᵀ`, the upper triangle.
    var outputSum: Tensor<Double>
    /// `Σ a aᵀ`, the upper triangle; nil where there is no product.
    var inputSum: Tensor<Double>?
    /// The number of activations that were summed.
    var activationCount = 0
  }

  /// The curvature of no data.
  public init(_ selection: ParameterSelection, sharing: WeightSharing = .expand) {
    self.selection = selection
    self.sharing = sharing
    blocks = selection.blocks.map { block in
      guard case .matrix(let outputs, let inputs) = block.form else {
        return Block(outputSum: .zeros([block.range.count, block.range.count]))
      }
      return Block(outputSum: .zeros([outputs, outputs]), inputSum: .zeros([inputs, inputs]))
    }
  }

  /// The structure `kron`.
  public var structure: HessianStructure { .kronecker(sharing) }

  /// Adds the products of a batch's activations and of its cotangents.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    for part in sweep.factors(for: selection) {
      switch part.gradients {
      case .matrix(let site):
        blocks[part.block].outputSum.accumulate(site.cotangentProducts(sharing))
        blocks[part.block].inputSum?.accumulate(site.activationProducts(sharing))
        blocks[part.block].activationCount +=
          site.batchCount * (sharing == .expand ? site.positionCount : 1)
      case .bias(let site):
        blocks[part.block].outputSum.accumulate(site.cotangentProducts(sharing))
        blocks[part.block].activationCount += site.batchCount
      case .elements(let gradients):
        let rows = gradients.reshaped([gradients.shape.dropLast().count, gradients.shape[-1]])
        blocks[part.block].outputSum.accumulate(Scalar.widened(rows.upperGram().scalars))
        blocks[part.block].activationCount += gradients.shape[1]
      }
    }
  }

  /// A matrix known by its products alone has no Kronecker factors; `objection(to:)` refuses it before.
  public mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws {
    preconditionFailure("Kronecker factors need a square root of the curvature")
  }

  /// Adds the sums of other data.
  public mutating func add(_ other: KroneckerCurvature) {
    for index in blocks.indices {
      blocks[index].outputSum.add(other.blocks[index].outputSum)
      blocks[index].activationCount += other.blocks[index].activationCount
      if let inputSum = other.blocks[index].inputSum { blocks[index].inputSum?.add(inputSum) }
    }
  }

  /// The output factor B of each block, and the input factor A of those that are products.
  public var factors: [(output: Tensor<Double>, input: Tensor<Double>?)] {
    blocks.map { block in
      (
        block.outputSum.mirroringUpperTriangle(),
        block.inputSum.map {
          (1 / Double(max(1, block.activationCount))) * $0.mirroringUpperTriangle()
        }
      )
    }
  }

  /// The sums, under `output.K`, `input.K` and `count.K` for the K-th block.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    blocks.enumerated().flatMap { index, block in
      [("output.\(index)", block.outputSum.mirroringUpperTriangle())]
        + (block.inputSum.map { [("input.\(index)", $0.mirroringUpperTriangle())] } ?? [])
        + [("count.\(index)", Tensor([Double(block.activationCount)]))]
    }
  }

  /// The curvature with sums that were written down; nil when they do not fit.
  init?(
    _ selection: ParameterSelection, sharing: WeightSharing, tensors: [String: Tensor<Double>]
  ) {
    self.init(selection, sharing: sharing)
    for index in blocks.indices {
      guard let output = tensors["output.\(index)"], output.shape == blocks[index].outputSum.shape,
        let count = tensors["count.\(index)"]?.scalars.first, count >= 0, count < 0x1p53
      else { return nil }
      blocks[index].outputSum = output
      blocks[index].activationCount = Int(count)
      if let expected = blocks[index].inputSum {
        guard let input = tensors["input.\(index)"], input.shape == expected.shape else {
          return nil
        }
        blocks[index].inputSum = input
      }
    }
  }
}

extension Tensor<Double> {
  /// Adds as many numbers.
  fileprivate mutating func accumulate(_ other: [Double]) {
    Double.addScaled(1, other, to: &scalars)
  }

  /// The symmetric matrix with this one's upper triangle.
  func mirroringUpperTriangle() -> Tensor<Double> {
    var matrix = self
    matrix.mirrorUpperTriangle()
    return matrix
  }
}
