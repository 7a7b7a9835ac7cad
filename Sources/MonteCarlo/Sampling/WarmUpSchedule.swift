/// When, in a chain's warm-up, masses are learned: in windows that double in length, between a first part
/// in which the chain finds its way and a last one that is for the step size alone.
struct WarmUpSchedule {
  /// The draws from which masses are learned.
  let learning: Range<Int>
  /// The draws after which the masses learned in a window are put to use, ascending.
  let windowEnds: [Int]

  /// The schedule of a warm-up of some length.
  init(count: Int) {
    let first = min(75, count * 15 / 100)
    let last = min(50, count / 10)
    learning = first..<max(first, count - last)
    var ends: [Int] = []
    var end = first
    var length = min(25, max(1, learning.count))
    while end < learning.upperBound {
      end += length
      length *= 2
      // A last window shorter than its turn is joined to the one before.
      if end + length > learning.upperBound { end = learning.upperBound }
      ends.append(end)
    }
    windowEnds = ends
  }
}
