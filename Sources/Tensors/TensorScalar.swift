import RealModule

/// A number that tensors can hold: Float or Double.
///
/// The requirements are whole-array kernels, so that generic code pays for dispatch once per tensor
/// and never once per element. Each is the instantiation of one generic loop, or a BLAS routine.
public protocol TensorScalar: Real, BinaryFloatingPoint, Sendable {
  /// `result[i] = function(x[i])`.
  static func map(_ function: ElementwiseFunction, _ x: [Self]) -> [Self]

  /// `result = operation(x, y)`, both repeated as the layout says.
  static func combine(
    _ operation: ElementwiseOperation, _ x: [Self], _ y: [Self], _ layout: BroadcastLayout
  ) -> [Self]

  /// The elements repeated as the layout says of its left operand.
  static func repeated(_ x: [Self], _ layout: BroadcastLayout) -> [Self]

  /// `result[i] = scale * x[i] + offset`.
  static func affine(_ x: [Self], scale: Self, offset: Self) -> [Self]

  /// `y[i] += scale * x[i]`.
  static func addScaled(_ scale: Self, _ x: [Self], to y: inout [Self])

  /// An array of equal elements.
  static func repeated(_ value: Self, count: Int) -> [Self]

  /// The sum of all elements, in Double.
  static func sum(_ x: [Self]) -> Double

  /// Sums the middle axis of an array of shape (outer, count, inner) away.
  static func sumAxis(_ x: [Self], outer: Int, count: Int, inner: Int) -> [Self]

  /// Sums the squares along the middle axis of an array of shape (outer, count, inner).
  static func sumSquares(_ x: [Self], outer: Int, count: Int, inner: Int) -> [Self]

  /// The largest element of each row of a matrix with `count` columns.
  static func rowMaxima(_ x: [Self], count: Int) -> [Self]

  /// 1 at the first of the largest elements of each row of a matrix with `count` columns, 0 elsewhere.
  static func rowMaximaIndicator(_ x: [Self], count: Int) -> [Self]

  /// Every matrix of an array of matrices, row-major, transposed.
  static func transposed(_ x: [Self], rows: Int, columns: Int) -> [Self]

  /// Copies the upper triangle of a square matrix to the lower one.
  static func mirrorUpperTriangle(_ x: inout [Self], order: Int)

  /// The elements at the given positions of each row of a matrix with `count` columns.
  static func selectColumns(_ x: [Self], count: Int, columns: [Int]) -> [Self]

  /// Each row at the given positions of a row of `count` zeros.
  static func spreadColumns(_ x: [Self], columns: [Int], count: Int) -> [Self]

  /// Replaces columns of a matrix with `count` columns by those of a matrix with `otherCount`.
  static func setColumns(
    _ x: inout [Self], count: Int, from column: Int, to y: [Self], otherCount: Int)

  /// An array of shape (first, second, inner) with its first two axes exchanged.
  static func exchangeFirstAxes(_ x: [Self], first: Int, second: Int, inner: Int) -> [Self]

  /// Adds `aᵀ a` to the upper triangle of a matrix in Double, with `a` of shape (rows, order).
  static func accumulateGram(_ a: [Self], rows: Int, order: Int, into c: inout [Double])

  /// The windows of each image, one row for each position: (images, T, patch).
  static func unfold(_ images: [Self], _ geometry: WindowGeometry) -> [Self]

  /// The images whose pixels are the sums over the windows that hold them: the adjoint of `unfold`.
  static func fold(_ patches: [Self], _ geometry: WindowGeometry) -> [Self]

  /// The outputs of a convolution, `Z = W P` for the windows P of each image.
  static func convolutionOutputs(
    _ convolution: Convolution, batch: Int, images: [Self], weights: [Self], _ pairs: LeadingPairs
  ) -> [Self]

  /// The adjoint of a convolution in the images, whose windows are `P = Wᵀ G`.
  static func convolutionImages(
    _ convolution: Convolution, batch: Int, weights: [Self], outputs: [Self], _ pairs: LeadingPairs
  ) -> [Self]

  /// The adjoint of a convolution in the weights, `W = Σ G Pᵀ` over the images.
  static func convolutionWeights(
    _ convolution: Convolution, batch: Int, images: [Self], outputs: [Self], _ pairs: LeadingPairs
  ) -> [Self]

  /// The mean over every window of each plane; what lies in the padding counts as zeros.
  static func windowMeans(_ planes: [Self], _ geometry: WindowGeometry) -> [Self]

  /// The planes over which means are spread evenly again: the adjoint of `windowMeans`.
  static func spreadMeans(_ means: [Self], _ geometry: WindowGeometry) -> [Self]

  /// Where in its plane the largest number of every window stands: the first of equals, or the first
  /// NaN; padding does not count.
  static func windowMaxima(_ planes: [Self], _ geometry: WindowGeometry) -> [Int32]

  /// The numbers at the given places of each plane of `length` numbers, `count` places for each; the
  /// places of fewer planes are repeated.
  static func gather(_ planes: [Self], length: Int, count: Int, places: [Int32]) -> [Self]

  /// The planes that hold at each place the sum of the numbers for it: the adjoint of `gather`.
  static func scatter(_ numbers: [Self], length: Int, count: Int, places: [Int32]) -> [Self]

  /// Adds the elements to an array of Double.
  static func accumulate(_ x: [Self], into y: inout [Double])

  /// The elements in double precision.
  static func widened(_ x: [Self]) -> [Double]

  /// The elements rounded to this precision.
  static func narrowed(_ x: [Double]) -> [Self]

  /// `c = alpha op(a) op(b) + beta c` for row-major matrices that start at the given offsets.
  static func gemm(
    _ a: MatrixOperand<Self>, _ b: MatrixOperand<Self>, into c: inout [Self], offset: Int,
    rows: Int, columns: Int, inner: Int, alpha: Self, beta: Self)

  /// The upper triangle of `c = aᵀ a + beta c`, with `a` of shape (rows, order), row-major.
  static func gram(_ a: [Self], rows: Int, order: Int, beta: Self, into c: inout [Self])
}

/// A function of one number that is applied to every element.
public enum ElementwiseFunction: Sendable {
  /// `eˣ`.
  case exponential
  /// The natural logarithm.
  case logarithm
  /// The square root.
  case squareRoot
  /// `1/x`.
  case reciprocal
  /// The hyperbolic tangent.
  case tanh
  /// `1/(1 + e⁻ˣ)`.
  case sigmoid
  /// `max(x, 0)`.
  case relu
  /// 1 where the element is positive, else 0: the derivative of `relu`.
  case step
  /// The distribution function of the standard normal, `Φ(x) = ½ erfc(-x/√2)`.
  case normalDistribution
  /// The density of the standard normal, `φ(x) = exp(-x²/2)/√(2π)`.
  case normalDensity
}

/// An arithmetic operation on pairs of elements.
public enum ElementwiseOperation: Sendable {
  /// `x + y`.
  case add
  /// `x - y`.
  case subtract
  /// `x * y`.
  case multiply
  /// `x / y`.
  case divide
}

/// A row-major matrix inside an array, as a factor of a matrix product.
public struct MatrixOperand<Scalar: TensorScalar>: Sendable {
  /// The array that holds the matrix.
  public let scalars: [Scalar]
  /// Where in the array the matrix starts.
  public let offset: Int
  /// The number of columns as stored.
  public let columns: Int
  /// Whether the product takes the transpose.
  public let isTransposed: Bool

  /// The matrix with the given number of stored columns that starts at an offset.
  public init(_ scalars: [Scalar], offset: Int = 0, columns: Int, transposed: Bool = false) {
    self.scalars = scalars
    self.offset = offset
    self.columns = columns
    isTransposed = transposed
  }
}
