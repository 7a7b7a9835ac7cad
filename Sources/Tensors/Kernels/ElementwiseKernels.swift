import Parallelism
import RealModule

/// The elements that a round of a parallel loop works on; fewer are not worth starting one.
private enum Grain {
  /// For additions and the like, which take a tenth of a nanosecond each.
  static let cheap = 1 << 16
  /// For exponentials and the like.
  static let costly = 1 << 13
}

/// The loops over elements, written once; `Float` and `Double` instantiate them.
extension TensorScalar {
  /// An array filled by rounds, each given its places and the memory for them.
  @inline(__always)
  static func filled(
    _ count: Int, grain: Int,
    _ body: @Sendable (_ places: Range<Int>, _ result: UnsafeMutablePointer<Self>) -> Void
  ) -> [Self] {
    [Self](unsafeUninitializedCapacity: count) { result, initialized in
      Parallel.fill(UnsafeMutableBufferPointer(rebasing: result[..<count]), chunk: grain, body)
      initialized = count
    }
  }

  @inline(__always)
  static func affineLoop(_ x: [Self], scale: Self, offset: Self) -> [Self] {
    filled(x.count, grain: Grain.cheap) { places, result in
      x.withUnsafeBufferPointer { x in mapRun(x, places, result) { scale * $0 + offset } }
    }
  }

  /// `result[i] = function(x[places[i]])`.
  @inline(__always)
  fileprivate static func mapRun(
    _ x: UnsafeBufferPointer<Self>, _ places: Range<Int>, _ result: UnsafeMutablePointer<Self>,
    _ function: (Self) -> Self
  ) {
    guard let start = x.baseAddress else { return }
    let x = start + places.lowerBound
    for i in 0..<places.count { result[i] = function(x[i]) }
  }

  @inline(__always)
  static func combineLoop(
    _ operation: ElementwiseOperation, _ x: [Self], _ y: [Self], _ layout: BroadcastLayout
  ) -> [Self] {
    filled(layout.count, grain: Grain.cheap) { places, result in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          guard let x = x.baseAddress, let y = y.baseAddress else { return }
          switch operation {
          case .add: combineRuns(x, y, layout, places, result) { $0 + $1 }
          case .subtract: combineRuns(x, y, layout, places, result) { $0 - $1 }
          case .multiply: combineRuns(x, y, layout, places, result) { $0 * $1 }
          case .divide: combineRuns(x, y, layout, places, result) { $0 / $1 }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func combineRuns(
    _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, _ layout: BroadcastLayout,
    _ places: Range<Int>, _ result: UnsafeMutablePointer<Self>,
    _ operation: (Self, Self) -> Self
  ) {
    let steps = (layout.inner.leftStep, layout.inner.rightStep)
    layout.forEachRun(in: places) { run, left, right in
      let (x, y, z) = (x + left, y + right, result + (run.lowerBound - places.lowerBound))
      switch steps {
      case (0, _):
        let x = x[0]
        for i in 0..<run.count { z[i] = operation(x, y[i]) }
      case (_, 0):
        let y = y[0]
        for i in 0..<run.count { z[i] = operation(x[i], y) }
      default:
        for i in 0..<run.count { z[i] = operation(x[i], y[i]) }
      }
    }
  }

  @inline(__always)
  static func repeatLoop(_ x: [Self], _ layout: BroadcastLayout) -> [Self] {
    filled(layout.count, grain: Grain.cheap) { places, result in
      x.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress else { return }
        layout.forEachRun(in: places) { run, source, _ in
          let target = result + (run.lowerBound - places.lowerBound)
          if layout.inner.leftStep == 0 {
            target.initialize(repeating: x[source], count: run.count)
          } else {
            target.initialize(from: x + source, count: run.count)
          }
        }
      }
    }
  }

  @inline(__always)
  static func addScaledLoop(_ scale: Self, _ x: [Self], to y: inout [Self]) {
    y.withUnsafeMutableBufferPointer { y in
      let sums = UnsafeMutableBufferPointer(rebasing: y[..<x.count])
      Parallel.fill(sums, chunk: Grain.cheap) { places, y in
        x.withUnsafeBufferPointer { x in
          guard let start = x.baseAddress else { return }
          let x = start + places.lowerBound
          for i in 0..<places.count { y[i] += scale * x[i] }
        }
      }
    }
  }

  @inline(__always)
  static func accumulateLoop(_ x: [Self], into y: inout [Double]) {
    y.withUnsafeMutableBufferPointer { y in
      let sums = UnsafeMutableBufferPointer(rebasing: y[..<x.count])
      Parallel.fill(sums, chunk: Grain.cheap) { places, y in
        x.withUnsafeBufferPointer { x in
          guard let start = x.baseAddress else { return }
          let x = start + places.lowerBound
          for i in 0..<places.count { y[i] += Double(x[i]) }
        }
      }
    }
  }
}

extension Elementary {
  @inline(__always)
  static func mapKernel(_ function: ElementwiseFunction, _ x: [Self]) -> [Self] {
    let grain = function.isCheap ? Grain.cheap : Grain.costly
    return filled(x.count, grain: grain) { places, result in
      x.withUnsafeBufferPointer { x in
        switch function {
        case .exponential: mapRun(x, places, result) { exponential($0) }
        case .logarithm: mapRun(x, places, result) { .log($0) }
        case .squareRoot: mapRun(x, places, result) { $0.squareRoot() }
        case .reciprocal: mapRun(x, places, result) { 1 / $0 }
        case .tanh: mapRun(x, places, result) { hyperbolicTangent($0) }
        case .sigmoid: mapRun(x, places, result) { 1 / (1 + exponential(-$0)) }
        case .relu: mapRun(x, places, result) { $0 > 0 ? $0 : 0 }
        case .step: mapRun(x, places, result) { $0 > 0 ? 1 : 0 }
        case .normalDistribution:
          mapRun(x, places, result) { (x: Self) -> Self in
            .erfc(-x * Self(0.5).squareRoot()) / 2
          }
        case .normalDensity:
          let scale = 1 / (2 * Self.pi).squareRoot()
          mapRun(x, places, result) { (x: Self) -> Self in scale * exponential(-x * x / 2) }
        }
      }
    }
  }
}

extension ElementwiseFunction {
  /// Whether an element takes a few instructions.
  fileprivate var isCheap: Bool {
    switch self {
    case .squareRoot, .reciprocal, .relu, .step: true
    case .exponential, .logarithm, .tanh, .sigmoid, .normalDistribution, .normalDensity: false
    }
  }
}
