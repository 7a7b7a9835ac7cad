/// How two operands are repeated to their common shape: nested loops in which each operand goes on or stays.
///
/// Axes along which both operands go on or stay together are one loop, so that most pairs of shapes need one
/// or two loops and the innermost is long.
public struct BroadcastLayout: Hashable, Sendable {
  /// One of the nested loops.
  struct Loop: Hashable {
    let count: Int
    /// How far the left operand goes on in a round; 0 where it is repeated.
    let leftStep: Int
    /// How far the right operand goes on in a round.
    let rightStep: Int
  }

  /// The number of elements of the result.
  let count: Int
  /// The innermost loop, whose steps are 0 or 1.
  let inner: Loop
  /// The loops around it, innermost first.
  let outer: [Loop]

  /// The layout of two shapes that are repeated to a common one.
  init(_ left: Shape, _ right: Shape, to common: Shape) {
    var loops: [Loop] = []
    var (leftStep, rightStep) = (1, 1)
    for offset in stride(from: 1, through: common.rank, by: 1) {
      let length = common[-offset]
      let leftLength = offset <= left.rank ? left[-offset] : 1
      let rightLength = offset <= right.rank ? right[-offset] : 1
      let loop = Loop(
        count: length, leftStep: leftLength == 1 ? 0 : leftStep,
        rightStep: rightLength == 1 ? 0 : rightStep)
      leftStep *= leftLength
      rightStep *= rightLength
      if length == 1 { continue }
      if let last = loops.last, last.isContinued(by: loop) {
        loops[loops.count - 1] = Loop(
          count: last.count * length, leftStep: last.leftStep, rightStep: last.rightStep)
      } else {
        loops.append(loop)
      }
    }
    count = common.count
    inner = loops.first ?? Loop(count: 1, leftStep: 1, rightStep: 1)
    outer = Array(loops.dropFirst())
  }

  /// Calls a function for every run of the innermost loop within a range of places of the result, with the
  /// run's places and where each operand starts.
  @inline(__always)
  func forEachRun(
    in range: Range<Int>, _ body: (_ places: Range<Int>, _ left: Int, _ right: Int) -> Void
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      let offset = place % inner.count
      let end = min(range.upperBound, place - offset + inner.count)
      var (left, right) = (offset * inner.leftStep, offset * inner.rightStep)
      var round = place / inner.count
      for loop in outer {
        let index = outer.count == 1 ? round : round % loop.count
        left += index * loop.leftStep
        right += index * loop.rightStep
        round /= loop.count
      }
      body(place..<end, left, right)
      place = end
    }
  }
}

extension BroadcastLayout.Loop {
  /// Whether both operands go on around the loop as they do in it, so that the two are one.
  fileprivate func isContinued(by loop: BroadcastLayout.Loop) -> Bool {
    loop.leftStep == leftStep * count && loop.rightStep == rightStep * count
  }
}
