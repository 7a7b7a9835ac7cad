import Tensors

/// A symmetric matrix in as many numbers as it has: half of a square, in rectangular full packed format, on
/// which factorisations are as fast as on a square (Gustavson, Wasniewski, Dongarra and Langou, 2010).
public struct SymmetricMatrix<Scalar: LinearAlgebraScalar>: Equatable, Sendable {
  /// The number of rows.
  public let order: Int
  /// The triangle folded into a rectangle.
  var packed: [Scalar]

  /// The matrix whose upper triangle stands in a square.
  public init(upperTriangle square: borrowing Tensor<Scalar>) {
    order = square.shape[0]
    packed = order > 0 ? Scalar.pack(upperTriangle: square.scalars, order: order) : []
  }

  /// The matrix in a square.
  public var square: Tensor<Scalar> {
    guard order > 0 else { return .zeros([0, 0]) }
    var square = Tensor(shape: [order, order], scalars: Scalar.unpack(packed, order: order))
    square.mirrorUpperTriangle()
    return square
  }

  /// Adds numbers to the diagonal.
  public mutating func addToDiagonal(_ numbers: [Scalar]) {
    for (index, number) in numbers.enumerated() { packed[diagonalPlace(index)] += number }
  }

  /// The place of the diagonal's element i in the rectangle.
  ///
  /// Columns 0 to n/2 of the lower triangle stand there as they are, one row lower where n is even; the rest
  /// of it, transposed, fills the gap above them.
  func diagonalPlace(_ i: Int) -> Int {
    let isEven = order % 2 == 0
    let (columns, height) = ((order + 1) / 2, isEven ? order + 1 : order)
    return i < columns
      ? i + (isEven ? 1 : 0) + i * height
      : i - columns + (i - columns + (isEven ? 0 : 1)) * height
  }
}
