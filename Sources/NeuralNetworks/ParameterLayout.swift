import Tensors

/// Where each parameter tensor of a network lies in the flat parameter vector θ.
///
/// θ holds the tensors in order of declaration, each flattened row-major.
public struct ParameterLayout: Hashable, Sendable {
  /// The names and shapes of the tensors.
  public let tensors: [ParameterDescription]
  /// Where each tensor starts in θ.
  public let offsets: [Int]
  /// The length P of θ.
  public let count: Int

  /// The layout of tensors in order.
  public init(_ tensors: [ParameterDescription]) {
    self.tensors = tensors
    var offsets: [Int] = []
    var count = 0
    for tensor in tensors {
      offsets.append(count)
      count += tensor.shape.count
    }
    self.offsets = offsets
    self.count = count
  }

  /// The places in θ of a tensor.
  public func range(of tensor: Int) -> Range<Int> {
    offsets[tensor]..<offsets[tensor] + tensors[tensor].shape.count
  }
}
