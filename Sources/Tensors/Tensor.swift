/// A dense array of numbers with any number of axes, row-major and contiguous.
public struct Tensor<Scalar: TensorScalar>: Equatable, Sendable {
  /// The lengths of the axes.
  public let shape: Shape
  /// The elements, the last axis running fastest.
  public var scalars: [Scalar]

  /// A tensor of the given elements, as many as the shape holds.
  public init(shape: Shape, scalars: [Scalar]) {
    precondition(
      shape.count == scalars.count, "shape \(shape) does not hold \(scalars.count) elements")
    self.shape = shape
    self.scalars = scalars
  }

  /// A tensor whose elements are all the same.
  public init(repeating value: Scalar, shape: Shape) {
    self.init(shape: shape, scalars: Scalar.repeated(value, count: shape.count))
  }

  /// A tensor without axes.
  public init(_ value: Scalar) { self.init(shape: [], scalars: [value]) }

  /// A vector: a tensor with one axis.
  public init(_ scalars: [Scalar]) { self.init(shape: [scalars.count], scalars: scalars) }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// The number of elements.
  public var count: Int { scalars.count }

  /// The only element of a tensor that holds one.
  public var item: Scalar {
    precondition(count == 1, "a tensor of shape \(shape) is not one number")
    return scalars[0]
  }

  /// The element at a row and a column of a matrix.
  public subscript(row: Int, column: Int) -> Scalar { scalars[row * shape[1] + column] }
}
