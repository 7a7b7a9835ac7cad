/// The lengths of a tensor's axes, outermost first; elements are stored row-major.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The length of each axis.
  public let lengths: [Int]

  /// The shape with the given axis lengths, none of them negative.
  public init(_ lengths: [Int]) {
    precondition(lengths.allSatisfy { $0 >= 0 }, "negative axis length in \(lengths)")
    self.lengths = lengths
  }

  /// The shape written as a list of axis lengths.
  public init(arrayLiteral lengths: Int...) { self.init(lengths) }

  /// The number of axes; a scalar has none.
  public var rank: Int { lengths.count }

  /// The number of elements: the product of the axis lengths, 1 for a scalar.
  public var count: Int { lengths.reduce(1, *) }

  /// The length of an axis; negative positions count from the last axis.
  public subscript(axis: Int) -> Int { lengths[axis < 0 ? rank + axis : axis] }

  /// The shape of what is left when the first `count` axes are taken away.
  public func dropFirst(_ count: Int = 1) -> Shape { Shape(Array(lengths.dropFirst(count))) }

  /// The shape of what is left when the last `count` axes are taken away.
  public func dropLast(_ count: Int = 1) -> Shape { Shape(Array(lengths.dropLast(count))) }

  /// The axes of one shape followed by the axes of another.
  public static func + (left: Shape, right: Shape) -> Shape { Shape(left.lengths + right.lengths) }

  /// The lengths as a user writes them: `60x4`, or `scalar`.
  public var description: String {
    rank == 0 ? "scalar" : lengths.map(String.init).joined(separator: "x")
  }

  /// The common shape of two operands: axes are aligned at the end, a missing axis or one of length
  /// 1 is repeated.
  public static func broadcast(_ left: Shape, _ right: Shape) throws(ShapeError) -> Shape {
    let rank = max(left.rank, right.rank)
    var lengths = [Int](repeating: 1, count: rank)
    for offset in 1...max(rank, 1) where offset <= rank {
      let a = offset <= left.rank ? left[-offset] : 1
      let b = offset <= right.rank ? right[-offset] : 1
      guard a == b || a == 1 || b == 1 else { throw .notBroadcastable(left, right) }
      lengths[rank - offset] = a == 1 ? b : a
    }
    return Shape(lengths)
  }
}

/// Two shapes that do not go together.
public enum ShapeError: Error, Equatable, CustomStringConvertible {
  /// The shapes cannot be repeated to a common one.
  case notBroadcastable(Shape, Shape)

  /// The two shapes in words.
  public var description: String {
    switch self {
    case .notBroadcastable(let left, let right):
      "shapes \(left) and \(right) have no common shape"
    }
  }
}
