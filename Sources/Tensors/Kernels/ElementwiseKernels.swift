import RealModule

/// The loops over elements, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  @inline(__always)
  static func mapLoop(_ x: [Self], _ function: (Self) -> Self) -> [Self] {
    [Self](unsafeUninitializedCapacity: x.count) { result, initialized in
      x.withUnsafeBufferPointer { x in
        for i in 0..<x.count { result.initializeElement(at: i, to: function(x[i])) }
      }
      initialized = x.count
    }
  }

  @inline(__always)
  static func mapKernel(_ function: ElementwiseFunction, _ x: [Self]) -> [Self] {
    switch function {
    case .exponential: mapLoop(x) { .exp($0) }
    case .logarithm: mapLoop(x) { .log($0) }
    case .squareRoot: mapLoop(x) { $0.squareRoot() }
    case .reciprocal: mapLoop(x) { 1 / $0 }
    case .tanh: mapLoop(x) { .tanh($0) }
    case .sigmoid: mapLoop(x) { 1 / (1 + .exp(-$0)) }
    case .relu: mapLoop(x) { $0 > 0 ? $0 : 0 }
    case .step: mapLoop(x) { $0 > 0 ? 1 : 0 }
    case .normalDistribution:
      mapLoop(x) { (x: Self) -> Self in .erfc(-x * Self(0.5).squareRoot()) / 2 }
    case .normalDensity:
      mapLoop(x) { (x: Self) -> Self in .exp(-x * x / 2) / (2 * Self.pi).squareRoot() }
    }
  }

  @inline(__always)
  static func combineLoop(
    _ x: [Self], _ y: [Self], _ operation: (Self, Self) -> Self
  ) -> [Self] {
    let count = max(x.count, y.count)
    let period = min(x.count, y.count)
    guard count > 0, period > 0 else { return [] }
    let xRepeats = x.count == period && period < count
    let yRepeats = y.count == period && period < count
    return [Self](unsafeUninitializedCapacity: count) { result, initialized in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          for start in stride(from: 0, to: count, by: period) {
            let xStart = xRepeats ? 0 : start
            let yStart = yRepeats ? 0 : start
            for i in 0..<period {
              result.initializeElement(
                at: start + i, to: operation(x[xStart + i], y[yStart + i]))
            }
          }
        }
      }
      initialized = count
    }
  }

  @inline(__always)
  static func combineKernel(
    _ operation: ElementwiseOperation, _ x: [Self], _ y: [Self]
  ) -> [Self] {
    switch operation {
    case .add: combineLoop(x, y) { $0 + $1 }
    case .subtract: combineLoop(x, y) { $0 - $1 }
    case .multiply: combineLoop(x, y) { $0 * $1 }
    case .divide: combineLoop(x, y) { $0 / $1 }
    }
  }

  @inline(__always)
  static func addScaledLoop(_ scale: Self, _ x: [Self], to y: inout [Self]) {
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer { x in
        for i in 0..<x.count { y[i] += scale * x[i] }
      }
    }
  }

  @inline(__always)
  static func accumulateLoop(_ x: [Self], into y: inout [Double]) {
    y.withUnsafeMutableBufferPointer { y in
      x.withUnsafeBufferPointer { x in
        for i in 0..<x.count { y[i] += Double(x[i]) }
      }
    }
  }
}
