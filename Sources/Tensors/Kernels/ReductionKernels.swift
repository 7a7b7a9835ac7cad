import RealModule

/// The loops that sum or compare elements, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  @inline(__always)
  static func sumLoop(_ x: [Self]) -> Double {
    x.withUnsafeBufferPointer { x in
      var sum = 0.0
      for i in 0..<x.count { sum = Relaxed.sum(sum, Double(x[i])) }
      return sum
    }
  }

  @inline(__always)
  static func sumAxisLoop(_ x: [Self], outer: Int, count: Int, inner: Int) -> [Self] {
    if inner == 1 { return rowSumsLoop(x, rows: outer, count: count) }
    var result = [Self](repeating: 0, count: outer * inner)
    result.withUnsafeMutableBufferPointer { result in
      x.withUnsafeBufferPointer { x in
        for o in 0..<outer {
          for c in 0..<count {
            let source = (o * count + c) * inner
            for i in 0..<inner { result[o * inner + i] += x[source + i] }
          }
        }
      }
    }
    return result
  }

  @inline(__always)
  private static func rowSumsLoop(_ x: [Self], rows: Int, count: Int) -> [Self] {
    x.withUnsafeBufferPointer { x in
      (0..<rows).map { row in
        var sum: Self = 0
        for i in row * count..<(row + 1) * count { sum = Relaxed.sum(sum, x[i]) }
        return sum
      }
    }
  }

  @inline(__always)
  static func rowMaximaLoop(_ x: [Self], count: Int) -> [Self] {
    guard count > 0 else { return [] }
    return x.withUnsafeBufferPointer { x in
      (0..<x.count / count).map { row in
        var largest = x[row * count]
        for i in row * count..<(row + 1) * count { largest = x[i] > largest ? x[i] : largest }
        return largest
      }
    }
  }
}
