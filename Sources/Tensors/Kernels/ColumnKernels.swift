/// The loops that move columns and blocks of elements, written once; `Float` and `Double` instantiate
/// them.
extension TensorScalar {
  @inline(__always)
  static func selectColumnsLoop(_ x: [Self], count: Int, columns: [Int]) -> [Self] {
    let rows = count == 0 ? 0 : x.count / count
    let width = columns.count
    return [Self](unsafeUninitializedCapacity: rows * width) { result, initialized in
      x.withUnsafeBufferPointer { x in
        for row in 0..<rows {
          for place in 0..<width {
            result.initializeElement(at: row * width + place, to: x[row * count + columns[place]])
          }
        }
      }
      initialized = rows * width
    }
  }

  @inline(__always)
  static func spreadColumnsLoop(_ x: [Self], columns: [Int], count: Int) -> [Self] {
    let width = columns.count
    let rows = width == 0 ? 0 : x.count / width
    var result = [Self](repeating: 0, count: rows * count)
    result.withUnsafeMutableBufferPointer { result in
      for row in 0..<rows {
        for place in 0..<width { result[row * count + columns[place]] = x[row * width + place] }
      }
    }
    return result
  }

  @inline(__always)
  static func setColumnsLoop(
    _ x: inout [Self], count: Int, from column: Int, to y: [Self], otherCount: Int
  ) {
    x.withUnsafeMutableBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        for row in 0..<x.count / max(1, count) {
          for place in 0..<otherCount {
            x[row * count + column + place] = y[row * otherCount + place]
          }
        }
      }
    }
  }

  @inline(__always)
  static func exchangeFirstAxesLoop(
    _ x: [Self], first: Int, second: Int, inner: Int
  ) -> [Self] {
    [Self](unsafeUninitializedCapacity: x.count) { result, initialized in
      x.withUnsafeBufferPointer { x in
        for j in 0..<second {
          for i in 0..<first {
            let (target, source) = ((j * first + i) * inner, (i * second + j) * inner)
            for k in 0..<inner { result.initializeElement(at: target + k, to: x[source + k]) }
          }
        }
      }
      initialized = x.count
    }
  }
}
