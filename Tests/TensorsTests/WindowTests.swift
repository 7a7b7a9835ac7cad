import TestSupport
import Tensors
import Testing

@Suite struct WindowTests {
  @Test("folding is the adjoint of unfolding", arguments: 0..<50 as Range<UInt64>)
  func folding(seed: UInt64) {
    let geometry = randomConvolution(seed: seed).geometry
    let images = randomTensor([2, geometry.channels, geometry.height, geometry.width], seed: seed)
    let patches = randomTensor([2, geometry.positionCount, geometry.patchCount], seed: seed + 1)
    let left = (images.unfolded(geometry) * patches).sum
    let right = (images * patches.folded(geometry)).sum
    #expect(abs(left - right) < 1e-12 * (1 + abs(left)))
  }

  @Test("a convolution is the product of its windows with the weight", arguments: 0..<50)
  func windowsAndConvolution(seed: Int) {
    let geometry = randomConvolution(seed: UInt64(seed)).geometry
    let convolution = Convolution(geometry, outputs: 3)
    let images: Tensor<Double> = randomTensor(
      convolution.shape(of: .images, batch: 2), seed: UInt64(seed))
    let weights: Tensor<Double> = randomTensor(
      convolution.shape(of: .weights, batch: 2), seed: UInt64(seed) + 1)
    let product = images.unfolded(geometry)
      .matrixProduct(weights.reshaped([3, geometry.patchCount]), transposingOther: true)
    let expected = convolution.outputs(images: images, weights: weights)
    #expect(disagreement(product.transposed().scalars, expected.scalars) < 1e-12)
  }

  @Test("means and maxima of windows are those of the definition", arguments: 0..<100)
  func pooling(seed: Int) {
    let drawn = randomConvolution(seed: UInt64(seed)).geometry
    let geometry = WindowGeometry(
      channels: 1, height: drawn.height + 2, width: drawn.width + 2, kernel: drawn.kernel,
      stride: drawn.stride,
      padding: RowsAndColumns(rows: drawn.kernel.rows / 2, columns: drawn.kernel.columns / 2))
    let planes = randomTensor([3, geometry.height, geometry.width], seed: UInt64(seed))
    let ones = Tensor<Double>(repeating: 1, shape: planes.shape)
    let count = 3 * geometry.positionCount
    let windows = planes.reshaped([3, 1, geometry.height, geometry.width]).unfolded(geometry)
    let inside = ones.reshaped([3, 1, geometry.height, geometry.width]).unfolded(geometry)
    let size = geometry.windowCount
    let means = (0..<count).map { position in
      windows.scalars[position * size..<(position + 1) * size].reduce(0, +) / Double(size)
    }
    let maxima = (0..<count).map { position in
      (position * size..<(position + 1) * size)
        .filter { inside.scalars[$0] == 1 }.map { windows.scalars[$0] }.max() ?? .nan
    }
    #expect(disagreement(planes.windowMeans(geometry).scalars, means) < 1e-13)
    #expect(planes.gathered(planes.windowMaxima(geometry)).scalars == maxima)
  }

  @Test("spreading and scattering are the adjoints of means and gathering", arguments: 0..<50)
  func adjoints(seed: Int) {
    let geometry = WindowGeometry(
      channels: 1, height: 5 + seed % 3, width: 6, kernel: 2 + seed % 2, stride: 1 + seed % 3,
      padding: seed % 2)
    let planes = randomTensor([4, geometry.height, geometry.width], seed: UInt64(seed))
    let numbers = randomTensor(
      [4, geometry.outputHeight, geometry.outputWidth], seed: UInt64(seed) + 1)
    let places = planes.windowMaxima(geometry)
    let pairs = [
      (
        (planes.windowMeans(geometry) * numbers).sum,
        (planes * numbers.spreadOverWindows(geometry)).sum
      ),
      ((planes.gathered(places) * numbers).sum, (planes * numbers.scattered(places)).sum),
    ]
    for (left, right) in pairs { #expect(abs(left - right) < 1e-12 * (1 + abs(left))) }
  }

  @Test("a NaN is the largest number of its windows")
  func notANumber() {
    let planes = Tensor<Double>(shape: [1, 1, 4], scalars: [1, .nan, 2, 3])
    let geometry = WindowGeometry(
      channels: 1, height: 1, width: 4, kernel: RowsAndColumns(rows: 1, columns: 2),
      stride: RowsAndColumns(rows: 1, columns: 2))
    let found = planes.gathered(planes.windowMaxima(geometry)).scalars
    #expect(found[0].isNaN)
    #expect(found[1] == 3)
  }
}
