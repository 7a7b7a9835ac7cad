import Parallelism
import RealModule

/// The loops that sum or compare elements, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  /// The elements that a round of a parallel loop adds up.
  private static var grain: Int { 1 << 16 }

  @inline(__always)
  static func sumLoop(_ x: [Self]) -> Double {
    let rounds = (x.count + grain - 1) / grain
    let sums = Parallel.map(rounds) { round in
      x.withUnsafeBufferPointer { x in
        var sum = 0.0
        for i in round * grain..<min(x.count, (round + 1) * grain) {
          sum = Relaxed.sum(sum, Double(x[i]))
        }
        return sum
      }
    }
    return sums.reduce(0, +)
  }

  @inline(__always)
  static func sumAxisLoop(
    _ x: [Self], outer: Int, count: Int, inner: Int, ofSquares: Bool = false
  ) -> [Self] {
    let chunk = max(1, grain / max(1, count))
    return filled(outer * inner, grain: chunk) { places, result in
      x.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress else {
          result.initialize(repeating: 0, count: places.count)
          return
        }
        if inner == 1 {
          sumRows(
            x + places.lowerBound * count, rows: places.count, count: count, result,
            ofSquares: ofSquares)
          return
        }
        var place = places.lowerBound
        while place < places.upperBound {
          let column = place % inner
          let width = min(places.upperBound - place, inner - column)
          sumColumns(
            x + (place / inner * count * inner + column), rows: count, step: inner,
            columns: width, result + (place - places.lowerBound),
            ofSquares: ofSquares)
          place += width
        }
      }
    }
  }

  /// The sums of rows of `count` numbers each.
  @inline(__always)
  private static func sumRows(
    _ x: UnsafePointer<Self>, rows: Int, count: Int, _ result: UnsafeMutablePointer<Self>,
    ofSquares: Bool
  ) {
    for row in 0..<rows {
      let x = x + row * count
      var sum: Self = 0
      if ofSquares {
        for i in 0..<count { sum = Relaxed.multiplyAdd(x[i], x[i], sum) }
      } else {
        for i in 0..<count { sum = Relaxed.sum(sum, x[i]) }
      }
      result[row] = sum
    }
  }

  /// The sums of columns of a matrix whose rows are `step` apart.
  @inline(__always)
  private static func sumColumns(
    _ x: UnsafePointer<Self>, rows: Int, step: Int, columns: Int,
    _ result: UnsafeMutablePointer<Self>, ofSquares: Bool
  ) {
    result.initialize(repeating: 0, count: columns)
    for row in 0..<rows {
      let x = x + row * step
      if ofSquares {
        for i in 0..<columns { result[i] += x[i] * x[i] }
      } else {
        for i in 0..<columns { result[i] += x[i] }
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
