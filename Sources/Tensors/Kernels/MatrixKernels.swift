/// The loops over the elements of matrices, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  @inline(__always)
  static func transposedLoop(_ x: [Self], rows: Int, columns: Int) -> [Self] {
    let length = rows * columns
    return [Self](unsafeUninitializedCapacity: x.count) { result, initialized in
      x.withUnsafeBufferPointer { x in
        for start in stride(from: 0, to: x.count, by: max(1, length)) {
          for row in 0..<rows {
            for column in 0..<columns {
              result.initializeElement(
                at: start + column * rows + row, to: x[start + row * columns + column])
            }
          }
        }
      }
      initialized = x.count
    }
  }

  @inline(__always)
  static func mirrorUpperTriangleLoop(_ x: inout [Self], order: Int) {
    x.withUnsafeMutableBufferPointer { x in
      for row in 0..<order {
        for column in 0..<row { x[row * order + column] = x[column * order + row] }
      }
    }
  }

  @inline(__always)
  static func rowMaximaIndicatorLoop(_ x: [Self], count: Int) -> [Self] {
    var result = [Self](repeating: 0, count: x.count)
    result.withUnsafeMutableBufferPointer { result in
      x.withUnsafeBufferPointer { x in
        for start in stride(from: 0, to: x.count, by: max(1, count)) {
          var best = start
          for place in start..<start + count where x[place] > x[best] { best = place }
          result[best] = 1
        }
      }
    }
    return result
  }
}
