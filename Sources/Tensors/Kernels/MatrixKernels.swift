/// The loops over the elements of matrices, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  /// Tiles of 8 rows and 16 columns stay in the nearest cache, even where the rows' length is a power of 2,
  /// so that going down a column costs little.
  @inline(__always)
  static func transposedLoop(_ x: [Self], rows: Int, columns: Int) -> [Self] {
    let chunk = rows * max(1, (1 << 16) / max(1, rows))
    return filled(x.count, grain: chunk) { places, result in
      x.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress else { return }
        // Rows of the result, counted through all matrices.
        let lines = places.lowerBound / rows..<places.upperBound / rows
        var line = lines.lowerBound
        while line < lines.upperBound {
          let column = line % columns
          let width = min(16, columns - column, lines.upperBound - line)
          let source = x + (line / columns * rows * columns + column)
          let target = result + (line - lines.lowerBound) * rows
          for top in stride(from: 0, to: rows, by: 8) {
            let height = min(8, rows - top)
            for j in 0..<width {
              for i in top..<top + height { target[j * rows + i] = source[i * columns + j] }
            }
          }
          line += width
        }
      }
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
