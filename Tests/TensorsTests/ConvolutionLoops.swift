import Tensors

/// The definition of the trilinear form of a convolution: a function called with the places of x, w and
/// g for every term of the sum.
func forEachTerm(
  of convolution: Convolution, batch: Int,
  _ body: (_ image: Int, _ weight: Int, _ output: Int) -> Void
) {
  let geometry = convolution.geometry
  let channels = convolution.groupGeometry.channels
  for n in 0..<batch {
    for plane in 0..<convolution.outputs {
      for y in 0..<geometry.outputHeight {
        for x in 0..<geometry.outputWidth {
          for channel in 0..<channels {
            for i in 0..<geometry.kernel.rows {
              for j in 0..<geometry.kernel.columns {
                let row = y * geometry.stride.rows + i - geometry.padding.rows
                let column = x * geometry.stride.columns + j - geometry.padding.columns
                guard (0..<geometry.height).contains(row), (0..<geometry.width).contains(column)
                else { continue }
                let from = plane / convolution.groupOutputs * channels + channel
                body(
                  ((n * geometry.channels + from) * geometry.height + row) * geometry.width
                    + column,
                  ((plane * channels + channel) * geometry.kernel.rows + i)
                    * geometry.kernel.columns + j,
                  ((n * convolution.outputs + plane) * geometry.outputHeight + y)
                    * geometry.outputWidth + x)
              }
            }
          }
        }
      }
    }
  }
}

/// A convolution of random sizes: kernels of unequal sides, strides, padding, and groups.
func randomConvolution(seed: UInt64) -> Convolution {
  var random = RandomStream(seed: seed)
  func pick(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.uniform() * Double(range.count))
  }
  while true {
    let groups = pick(1...3)
    let geometry = WindowGeometry(
      channels: groups * pick(1...3), height: pick(1...9), width: pick(1...9),
      kernel: RowsAndColumns(rows: pick(1...4), columns: pick(1...4)),
      stride: RowsAndColumns(rows: pick(1...3), columns: pick(1...3)),
      padding: RowsAndColumns(rows: pick(0...3), columns: pick(0...3)))
    if geometry.fits { return Convolution(geometry, outputs: groups * pick(1...3), groups: groups) }
  }
}
