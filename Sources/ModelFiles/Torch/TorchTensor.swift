import Tensors

/// A tensor of a PyTorch file: a view of a storage, whose elements are read when they are asked for.
///
/// Element (i, j, …) of the tensor is element `offset + i s₀ + j s₁ + …` of the storage, with the
/// strides s. Tensors are equal when they are the same view of the same bytes.
public struct TorchTensor: Equatable, Sendable {
  /// The lengths of the axes.
  public let shape: Shape
  private let storage: TorchStorage
  private let offset: Int
  private let strides: [Int]

  /// The type of the elements.
  public var elementType: ElementType { storage.elementType }

  /// A view of a storage; every element must lie within it, and all together, as often as each is
  /// repeated, may not take more than a number of bytes.
  init(
    _ storage: TorchStorage, offset: Int, lengths: [Int], strides: [Int], byteLimit: Int
  ) throws(PickleFlaw) {
    guard lengths.count == strides.count, offset >= 0, lengths.allSatisfy({ $0 >= 0 }),
      strides.allSatisfy({ $0 >= 0 })
    else { throw .tensor("has a negative length or stride, or not one stride for each length") }
    let elementLimit = byteLimit / storage.elementType.byteWidth
    var count = 1
    for length in lengths {
      let (product, overflow) = count.multipliedReportingOverflow(by: length)
      guard !overflow, product <= elementLimit else {
        throw .tensor("takes more bytes than the file has")
      }
      count = product
    }
    // The last element lies at offset + Σ (lengthᵢ - 1) strideᵢ.
    var last = offset
    if count > 0 {
      for (length, stride) in zip(lengths, strides) {
        let (distance, overflow) = (length - 1).multipliedReportingOverflow(by: stride)
        let (sum, sumOverflow) = last.addingReportingOverflow(distance)
        guard !overflow, !sumOverflow else { throw .tensor("reaches beyond its storage") }
        last = sum
      }
      guard last < storage.count else { throw .tensor("reaches beyond its storage") }
    }
    shape = Shape(lengths)
    self.storage = storage
    self.offset = offset
    // A stride along an axis of length 1 is never walked and may be any number.
    self.strides = zip(lengths, strides).map { $0 == 1 ? 0 : $1 }
  }

  /// The elements, row-major, each as the nearest number of the type asked for.
  public func tensor<Scalar: TensorScalar>(as type: Scalar.Type = Scalar.self) -> Tensor<Scalar> {
    guard let numbers: [Scalar] = elementType.numbers(in: bytes) else {
      preconditionFailure("no storage holds \(elementType)")
    }
    return Tensor(shape: shape, scalars: numbers)
  }

  /// The elements, row-major, of a tensor of integers or truth values; nil for floats.
  public func integers() -> [Int]? { elementType.wholeNumbers(in: bytes) }

  /// The bytes of the elements, row-major.
  private var bytes: ArraySlice<UInt8> {
    let width = elementType.byteWidth
    let count = shape.count
    guard count > 0 else { return [] }
    let start = storage.bytes.startIndex
    if isContiguous {
      return storage.bytes[start + offset * width..<start + (offset + count) * width]
    }
    var gathered: [UInt8] = []
    gathered.reserveCapacity(count * width)
    var place = [Int](repeating: 0, count: shape.rank)
    var element = offset
    for _ in 0..<count {
      gathered += storage.bytes[start + element * width..<start + (element + 1) * width]
      // The next place: the last axis runs fastest; an axis at its end goes back to 0.
      for axis in place.indices.reversed() {
        place[axis] += 1
        element += strides[axis]
        guard place[axis] == shape[axis] else { break }
        element -= place[axis] * strides[axis]
        place[axis] = 0
      }
    }
    return gathered[...]
  }

  /// Whether the elements lie one after the other; strides of axes of length 1 say nothing.
  private var isContiguous: Bool {
    var expected = 1
    for (length, stride) in zip(shape.lengths, strides).reversed() where length != 1 {
      guard stride == expected else { return false }
      expected *= length
    }
    return true
  }
}
