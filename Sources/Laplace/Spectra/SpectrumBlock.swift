/// The eigenvalues of a block of the curvature.
public struct SpectrumBlock: Equatable, Sendable {
  /// The places of the block's tensors among the selected ones.
  public let tensors: Range<Int>
  /// Its eigenvalues, in any order.
  public let eigenvalues: [Double]
}

extension LaplacePosterior {
  /// The eigenvalues of the curvature H block by block: of each layer, or each parameter tensor; nil for a
  /// structure that is one matrix.
  public func curvatureBlocks() throws -> [SpectrumBlock]? { try spectrum.eigenvaluesByBlock() }
}
