import Tensors

/// A Kronecker product for each parameter tensor (KFAC: Martens and Grosse, 2015).
///
/// A weight of shape (out, in), flattened row-major, has the block `B ⊗ A`, with the output factor
/// `B = Σ g gᵀ` and the input factor `A = 1/(N T) Σ a aᵀ`, where T positions of an example share the
/// weight ("expand", Eschenhagen et al., 2023). A bias has the block B.
public struct KroneckerCurvature: CurvatureSum, Equatable {
  /// The structure `kron`.
  public static let structure = HessianStructure.kronecker

  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  private var blocks: [Block]

  /// The sums that belong to one parameter tensor.
  private struct Block: Equatable, Sendable {
    /// `Σ g gᵀ`.
    var outputSum: Tensor<Double>
    /// `Σ a aᵀ`; nil for a bias.
    var inputSum: Tensor<Double>?
    /// The number of activations that were summed, `N T`.
    var activationCount = 0
  }

  /// The curvature of no data.
  public init(_ selection: ParameterSelection) {
    self.selection = selection
    blocks = selection.layout.tensors.map { tensor in
      let outputs = tensor.shape[0]
      let inputs = tensor.shape.dropFirst().count
      return Block(
        outputSum: .zeros([outputs, outputs]),
        inputSum: tensor.shape.rank > 1 ? .zeros([inputs, inputs]) : nil)
    }
  }

  /// Adds the products of a batch's activations and of its cotangents.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    for site in sweep.sites {
      let cotangents = site.cotangents
        .reshaped([site.cotangents.count / site.outputCount, site.outputCount])
      let outputProducts = cotangents.gram()
      if let weight = site.weight {
        let activations = site.activations
          .reshaped([site.batchCount * site.positionCount, site.inputCount])
        blocks[weight].outputSum.accumulate(outputProducts)
        blocks[weight].inputSum?.accumulate(activations.gram())
        blocks[weight].activationCount += activations.shape[0]
      }
      if let bias = site.bias {
        blocks[bias].outputSum.accumulate(outputProducts)
        blocks[bias].activationCount += site.batchCount * site.positionCount
      }
    }
  }

  /// Adds the sums of other data.
  public mutating func add(_ other: KroneckerCurvature) {
    for index in blocks.indices {
      blocks[index].outputSum.add(other.blocks[index].outputSum)
      blocks[index].activationCount += other.blocks[index].activationCount
      if let inputSum = other.blocks[index].inputSum { blocks[index].inputSum?.add(inputSum) }
    }
  }

  /// The output factor B of each tensor, and the input factor A of those that are weights.
  public var factors: [(output: Tensor<Double>, input: Tensor<Double>?)] {
    blocks.map { block in
      (
        block.outputSum,
        block.inputSum.map { (1 / Double(max(1, block.activationCount))) * $0 }
      )
    }
  }

  /// The sums, under `output.K`, `input.K` and `count.K` for the K-th tensor.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    blocks.enumerated().flatMap { index, block in
      [("output.\(index)", block.outputSum)]
        + (block.inputSum.map { [("input.\(index)", $0)] } ?? [])
        + [("count.\(index)", Tensor([Double(block.activationCount)]))]
    }
  }

  /// The curvature with sums that were written down.
  public init?(_ selection: ParameterSelection, tensors: [String: Tensor<Double>]) {
    self.init(selection)
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
