import COpenBLAS
import RealModule

extension Double: TensorScalar {
  /// `result[i] = function(x[i])`.
  public static func map(_ function: ElementwiseFunction, _ x: [Double]) -> [Double] {
    mapKernel(function, x)
  }

  /// `result = operation(x, y)`, both repeated as the layout says.
  public static func combine(
    _ operation: ElementwiseOperation, _ x: [Double], _ y: [Double], _ layout: BroadcastLayout
  ) -> [Double] {
    combineLoop(operation, x, y, layout)
  }

  /// The elements repeated as the layout says of its left operand.
  public static func repeated(_ x: [Double], _ layout: BroadcastLayout) -> [Double] {
    repeatLoop(x, layout)
  }

  /// `result[i] = scale * x[i] + offset`.
  public static func affine(_ x: [Double], scale: Double, offset: Double) -> [Double] {
    affineLoop(x, scale: scale, offset: offset)
  }

  /// `y[i] += scale * x[i]`.
  public static func addScaled(_ scale: Double, _ x: [Double], to y: inout [Double]) {
    addScaledLoop(scale, x, to: &y)
  }

  /// An array of equal elements.
  public static func repeated(_ value: Double, count: Int) -> [Double] {
    [Double](repeating: value, count: count)
  }

  /// The sum of all elements, in Double.
  public static func sum(_ x: [Double]) -> Double { sumLoop(x) }

  /// Sums the middle axis of an array of shape (outer, count, inner) away.
  public static func sumAxis(_ x: [Double], outer: Int, count: Int, inner: Int) -> [Double] {
    sumAxisLoop(x, outer: outer, count: count, inner: inner)
  }

  /// Sums the squares along the middle axis of an array of shape (outer, count, inner).
  public static func sumSquares(_ x: [Double], outer: Int, count: Int, inner: Int) -> [Double] {
    sumAxisLoop(x, outer: outer, count: count, inner: inner, ofSquares: true)
  }

  /// The largest element of each row of a matrix with `count` columns.
  public static func rowMaxima(_ x: [Double], count: Int) -> [Double] {
    rowMaximaLoop(x, count: count)
  }

  /// 1 at the first of the largest elements of each row of a matrix with `count` columns.
  public static func rowMaximaIndicator(_ x: [Double], count: Int) -> [Double] {
    rowMaximaIndicatorLoop(x, count: count)
  }

  /// Every matrix of an array of matrices, row-major, transposed.
  public static func transposed(_ x: [Double], rows: Int, columns: Int) -> [Double] {
    transposedLoop(x, rows: rows, columns: columns)
  }

  /// Copies the upper triangle of a square matrix to the lower one.
  public static func mirrorUpperTriangle(_ x: inout [Double], order: Int) {
    mirrorUpperTriangleLoop(&x, order: order)
  }

  /// The elements at the given positions of each row of a matrix with `count` columns.
  public static func selectColumns(_ x: [Double], count: Int, columns: [Int]) -> [Double] {
    selectColumnsLoop(x, count: count, columns: columns)
  }

  /// Each row at the given positions of a row of `count` zeros.
  public static func spreadColumns(_ x: [Double], columns: [Int], count: Int) -> [Double] {
    spreadColumnsLoop(x, columns: columns, count: count)
  }

  /// Replaces columns of a matrix with `count` columns by those of a matrix with `otherCount`.
  public static func setColumns(
    _ x: inout [Double], count: Int, from column: Int, to y: [Double], otherCount: Int
  ) {
    setColumnsLoop(&x, count: count, from: column, to: y, otherCount: otherCount)
  }

  /// An array of shape (first, second, inner) with its first two axes exchanged.
  public static func exchangeFirstAxes(
    _ x: [Double], first: Int, second: Int, inner: Int
  ) -> [Double] {
    exchangeFirstAxesLoop(x, first: first, second: second, inner: inner)
  }

  /// Adds `aᵀ a` to the upper triangle of a matrix, with `a` of shape (rows, order).
  public static func accumulateGram(
    _ a: [Double], rows: Int, order: Int, into c: inout [Double]
  ) {
    gram(a, rows: rows, order: order, beta: 1, into: &c)
  }

  /// The windows of each image, one row for each position: (images, T, patch).
  public static func unfold(_ images: [Double], _ geometry: WindowGeometry) -> [Double] {
    unfoldLoop(images, geometry)
  }

  /// The images whose pixels are the sums over the windows that hold them.
  public static func fold(_ patches: [Double], _ geometry: WindowGeometry) -> [Double] {
    foldLoop(patches, geometry)
  }

  /// The outputs of a convolution, `Z = W P` for the windows P of each image.
  public static func convolutionOutputs(
    _ convolution: Convolution, batch: Int, images: [Double], weights: [Double],
    _ pairs: LeadingPairs
  ) -> [Double] {
    convolutionOutputsLoop(
      cblas_dgemm, convolution, batch: batch, images: images, weights: weights, pairs)
  }

  /// The adjoint of a convolution in the images, whose windows are `P = Wᵀ G`.
  public static func convolutionImages(
    _ convolution: Convolution, batch: Int, weights: [Double], outputs: [Double],
    _ pairs: LeadingPairs
  ) -> [Double] {
    convolutionImagesLoop(
      cblas_dgemm, convolution, batch: batch, weights: weights, outputs: outputs, pairs)
  }

  /// The adjoint of a convolution in the weights, `W = Σ G Pᵀ` over the images.
  public static func convolutionWeights(
    _ convolution: Convolution, batch: Int, images: [Double], outputs: [Double],
    _ pairs: LeadingPairs
  ) -> [Double] {
    convolutionWeightsLoop(
      cblas_dgemm, convolution, batch: batch, images: images, outputs: outputs, pairs)
  }

  /// The mean over every window of each plane; what lies in the padding counts as zeros.
  public static func windowMeans(_ planes: [Double], _ geometry: WindowGeometry) -> [Double] {
    windowMeansLoop(planes, geometry)
  }

  /// The planes over which means are spread evenly again.
  public static func spreadMeans(_ means: [Double], _ geometry: WindowGeometry) -> [Double] {
    spreadMeansLoop(means, geometry)
  }

  /// Where in its plane the largest number of every window stands.
  public static func windowMaxima(_ planes: [Double], _ geometry: WindowGeometry) -> [Int32] {
    windowMaximaLoop(planes, geometry)
  }

  /// The numbers at the given places of each plane.
  public static func gather(
    _ planes: [Double], length: Int, count: Int, places: [Int32]
  ) -> [Double] {
    gatherLoop(planes, length: length, count: count, places: places)
  }

  /// The planes that hold at each place the sum of the numbers for it.
  public static func scatter(
    _ numbers: [Double], length: Int, count: Int, places: [Int32]
  ) -> [Double] {
    scatterLoop(numbers, length: length, count: count, places: places)
  }

  /// Adds the elements to an array of Double.
  public static func accumulate(_ x: [Double], into y: inout [Double]) {
    accumulateLoop(x, into: &y)
  }

  /// The elements in double precision.
  public static func widened(_ x: [Double]) -> [Double] { x }

  /// The elements rounded to this precision.
  public static func narrowed(_ x: [Double]) -> [Double] { x }

  /// `c = alpha op(a) op(b) + beta c` for row-major matrices that start at the given offsets.
  public static func gemm(
    _ a: MatrixOperand<Double>, _ b: MatrixOperand<Double>, into c: inout [Double], offset: Int,
    rows: Int, columns: Int, inner: Int, alpha: Double, beta: Double
  ) {
    matrixProduct(
      cblas_dgemm, a, b, into: &c, offset: offset, size: (rows, columns, inner),
      alpha: alpha, beta: beta)
  }

  /// The upper triangle of `c = aᵀ a + beta c`, with `a` of shape (rows, order), row-major.
  public static func gram(
    _ a: [Double], rows: Int, order: Int, beta: Double, into c: inout [Double]
  ) {
    gramMatrix(
      (cblas_dgemm, cblas_dsyrk), a, rows: rows, order: order, beta: beta, into: &c)
  }
}
