import COpenBLAS
import Parallelism
import RealModule

extension Float: TensorScalar {
  /// `result[i] = function(x[i])`.
  public static func map(_ function: ElementwiseFunction, _ x: [Float]) -> [Float] {
    mapKernel(function, x)
  }

  /// `result = operation(x, y)`, both repeated as the layout says.
  public static func combine(
    _ operation: ElementwiseOperation, _ x: [Float], _ y: [Float], _ layout: BroadcastLayout
  ) -> [Float] {
    combineLoop(operation, x, y, layout)
  }

  /// The elements repeated as the layout says of its left operand.
  public static func repeated(_ x: [Float], _ layout: BroadcastLayout) -> [Float] {
    repeatLoop(x, layout)
  }

  /// `result[i] = scale * x[i] + offset`.
  public static func affine(_ x: [Float], scale: Float, offset: Float) -> [Float] {
    affineLoop(x, scale: scale, offset: offset)
  }

  /// `y[i] += scale * x[i]`.
  public static func addScaled(_ scale: Float, _ x: [Float], to y: inout [Float]) {
    addScaledLoop(scale, x, to: &y)
  }

  /// An array of equal elements.
  public static func repeated(_ value: Float, count: Int) -> [Float] {
    [Float](repeating: value, count: count)
  }

  /// The sum of all elements, in Double.
  public static func sum(_ x: [Float]) -> Double { sumLoop(x) }

  /// Sums the middle axis of an array of shape (outer, count, inner) away.
  public static func sumAxis(_ x: [Float], outer: Int, count: Int, inner: Int) -> [Float] {
    sumAxisLoop(x, outer: outer, count: count, inner: inner)
  }

  /// Sums the squares along the middle axis of an array of shape (outer, count, inner).
  public static func sumSquares(_ x: [Float], outer: Int, count: Int, inner: Int) -> [Float] {
    sumAxisLoop(x, outer: outer, count: count, inner: inner, ofSquares: true)
  }

  /// The largest element of each row of a matrix with `count` columns.
  public static func rowMaxima(_ x: [Float], count: Int) -> [Float] {
    rowMaximaLoop(x, count: count)
  }

  /// 1 at the first of the largest elements of each row of a matrix with `count` columns.
  public static func rowMaximaIndicator(_ x: [Float], count: Int) -> [Float] {
    rowMaximaIndicatorLoop(x, count: count)
  }

  /// Every matrix of an array of matrices, row-major, transposed.
  public static func transposed(_ x: [Float], rows: Int, columns: Int) -> [Float] {
    transposedLoop(x, rows: rows, columns: columns)
  }

  /// Copies the upper triangle of a square matrix to the lower one.
  public static func mirrorUpperTriangle(_ x: inout [Float], order: Int) {
    mirrorUpperTriangleLoop(&x, order: order)
  }

  /// The elements at the given positions of each row of a matrix with `count` columns.
  public static func selectColumns(_ x: [Float], count: Int, columns: [Int]) -> [Float] {
    selectColumnsLoop(x, count: count, columns: columns)
  }

  /// Each row at the given positions of a row of `count` zeros.
  public static func spreadColumns(_ x: [Float], columns: [Int], count: Int) -> [Float] {
    spreadColumnsLoop(x, columns: columns, count: count)
  }

  /// Replaces columns of a matrix with `count` columns by those of a matrix with `otherCount`.
  public static func setColumns(
    _ x: inout [Float], count: Int, from column: Int, to y: [Float], otherCount: Int
  ) {
    setColumnsLoop(&x, count: count, from: column, to: y, otherCount: otherCount)
  }

  /// An array of shape (first, second, inner) with its first two axes exchanged.
  public static func exchangeFirstAxes(
    _ x: [Float], first: Int, second: Int, inner: Int
  ) -> [Float] {
    exchangeFirstAxesLoop(x, first: first, second: second, inner: inner)
  }

  /// Adds `aᵀ a` to the upper triangle of a matrix in Double, with `a` of shape (rows, order).
  ///
  /// The products are made a tile at a time, so that each is added while it is still in the cache.
  public static func accumulateGram(
    _ a: [Float], rows: Int, order: Int, into c: inout [Double]
  ) {
    let size = 256
    let bands = (order + size - 1) / size
    a.withUnsafeBufferPointer { a in
      c.withUnsafeMutableBufferPointer { c in
        guard let a = a.baseAddress else { return }
        nonisolated(unsafe) let start = a
        ThreadBudget.prepare()
        Parallel.write(to: c, rounds: bands * bands) { index, c in
          let (top, left) = (index / bands * size, index % bands * size)
          guard left >= top else { return }
          let (height, width) = (min(size, order - top), min(size, order - left))
          withUnsafeTemporaryAllocation(of: Float.self, capacity: height * width) { tile in
            cblas_sgemm(
              CblasRowMajor, CblasTrans, CblasNoTrans, CInt(height), CInt(width), CInt(rows), 1,
              start + top, CInt(order), start + left, CInt(order), 0, tile.baseAddress,
              CInt(width))
            for row in 0..<height {
              let target = c + (top + row) * order + left
              for column in 0..<width { target[column] += Double(tile[row * width + column]) }
            }
          }
        }
      }
    }
  }

  /// The windows of each image, one row for each position: (images, T, patch).
  public static func unfold(_ images: [Float], _ geometry: WindowGeometry) -> [Float] {
    unfoldLoop(images, geometry)
  }

  /// The images whose pixels are the sums over the windows that hold them.
  public static func fold(_ patches: [Float], _ geometry: WindowGeometry) -> [Float] {
    foldLoop(patches, geometry)
  }

  /// The outputs of a convolution, `Z = W P` for the windows P of each image.
  public static func convolutionOutputs(
    _ convolution: Convolution, batch: Int, images: [Float], weights: [Float],
    _ pairs: LeadingPairs
  ) -> [Float] {
    convolutionOutputsLoop(
      cblas_sgemm, convolution, batch: batch, images: images, weights: weights, pairs)
  }

  /// The adjoint of a convolution in the images, whose windows are `P = Wᵀ G`.
  public static func convolutionImages(
    _ convolution: Convolution, batch: Int, weights: [Float], outputs: [Float],
    _ pairs: LeadingPairs
  ) -> [Float] {
    convolutionImagesLoop(
      cblas_sgemm, convolution, batch: batch, weights: weights, outputs: outputs, pairs)
  }

  /// The adjoint of a convolution in the weights, `W = Σ G Pᵀ` over the images.
  public static func convolutionWeights(
    _ convolution: Convolution, batch: Int, images: [Float], outputs: [Float],
    _ pairs: LeadingPairs
  ) -> [Float] {
    convolutionWeightsLoop(
      cblas_sgemm, convolution, batch: batch, images: images, outputs: outputs, pairs)
  }

  /// The mean over every window of each plane; what lies in the padding counts as zeros.
  public static func windowMeans(_ planes: [Float], _ geometry: WindowGeometry) -> [Float] {
    windowMeansLoop(planes, geometry)
  }

  /// The planes over which means are spread evenly again.
  public static func spreadMeans(_ means: [Float], _ geometry: WindowGeometry) -> [Float] {
    spreadMeansLoop(means, geometry)
  }

  /// Where in its plane the largest number of every window stands.
  public static func windowMaxima(_ planes: [Float], _ geometry: WindowGeometry) -> [Int32] {
    windowMaximaLoop(planes, geometry)
  }

  /// The numbers at the given places of each plane.
  public static func gather(
    _ planes: [Float], length: Int, count: Int, places: [Int32]
  ) -> [Float] {
    gatherLoop(planes, length: length, count: count, places: places)
  }

  /// The planes that hold at each place the sum of the numbers for it.
  public static func scatter(
    _ numbers: [Float], length: Int, count: Int, places: [Int32]
  ) -> [Float] {
    scatterLoop(numbers, length: length, count: count, places: places)
  }

  /// Adds the elements to an array of Double.
  public static func accumulate(_ x: [Float], into y: inout [Double]) {
    accumulateLoop(x, into: &y)
  }

  /// The elements in double precision.
  public static func widened(_ x: [Float]) -> [Double] { x.map(Double.init) }

  /// The elements rounded to this precision.
  public static func narrowed(_ x: [Double]) -> [Float] { x.map(Float.init) }

  /// `c = alpha op(a) op(b) + beta c` for row-major matrices that start at the given offsets.
  public static func gemm(
    _ a: MatrixOperand<Float>, _ b: MatrixOperand<Float>, into c: inout [Float], offset: Int,
    rows: Int, columns: Int, inner: Int, alpha: Float, beta: Float
  ) {
    matrixProduct(
      cblas_sgemm, a, b, into: &c, offset: offset, size: (rows, columns, inner),
      alpha: alpha, beta: beta)
  }

  /// The upper triangle of `c = aᵀ a + beta c`, with `a` of shape (rows, order), row-major.
  public static func gram(
    _ a: [Float], rows: Int, order: Int, beta: Float, into c: inout [Float]
  ) {
    gramMatrix(
      (cblas_sgemm, cblas_ssyrk), a, rows: rows, order: order, beta: beta, into: &c)
  }
}
