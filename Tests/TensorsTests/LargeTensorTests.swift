import TestSupport
import Tensors
import Testing

/// Tensors large enough for several rounds of a parallel loop.
@Suite struct LargeTensorTests {
  @Test(
    "operands of any shapes are repeated as indices say",
    arguments: [
      ([3, 1, 5], [2, 1, 4, 1]), ([7], [3, 1]), ([], [4, 2]), ([2, 3, 4, 5], [3, 1, 1]),
      ([40, 30, 200], [30, 1]), ([40, 30, 200], [40, 1, 200]), ([1, 1], [1]), ([0, 3], [3]),
      ([300, 1], [1, 400]), ([70_000], [2, 1]),
    ] as [(Shape, Shape)])
  func broadcasting(left: Shape, right: Shape) throws {
    let (x, y) = (randomTensor(left, seed: 1), randomTensor(right, seed: 2))
    let common = try Shape.broadcast(left, right)
    let (difference, swapped) = (x - y, y - x)
    #expect(difference.shape == common)
    let (xs, ys) = (x.broadcast(to: common), y.broadcast(to: common))
    #expect(xs.scalars.count == common.count && ys.scalars.count == common.count)
    for place in 0..<common.count {
      let expected =
        x.scalars[position(place, in: common, of: left)]
        - y.scalars[position(place, in: common, of: right)]
      guard difference.scalars[place] == expected, swapped.scalars[place] == -expected,
        xs.scalars[place] - ys.scalars[place] == expected
      else {
        Issue.record("place \(place) of \(common)")
        return
      }
    }
  }

  @Test(
    "sums over any axes are those of the definition",
    arguments: [
      ([10, 16, 32, 20, 20], [10, 1, 32, 1, 1]), ([10, 16, 32, 20, 20], [32, 1, 1]),
      ([300_000], []), ([300_000, 2], [2]), ([2, 300_000], [2, 1]), ([50, 60, 70], [1, 60, 1]),
      ([3, 0], [3, 1]), ([0, 3], [3]),
    ] as [(Shape, Shape)])
  func sums(shape: Shape, target: Shape) {
    let x = randomTensor(shape, seed: 3)
    var expected = [Double](repeating: 0, count: target.count)
    for place in 0..<shape.count {
      expected[position(place, in: shape, of: target)] += x.scalars[place]
    }
    let found = x.summed(to: target)
    #expect(found.shape == target)
    #expect(disagreement(found.scalars, expected) < 1e-11)
    #expect(abs(x.sum - expected.reduce(0, +)) < 1e-8)
  }

  @Test(
    "transposition exchanges rows and columns",
    arguments: [[3, 300, 200], [1, 1000, 7], [5, 7, 1000], [200, 17, 33], [2, 1, 70_000]] as [Shape]
  )
  func transposition(shape: Shape) {
    let x = randomTensor(shape, seed: 4)
    let y = x.transposed()
    let (rows, columns) = (shape[1], shape[2])
    for place in 0..<shape.count {
      let (matrix, row, column) = (
        place / (rows * columns), place / columns % rows, place % columns
      )
      guard y.scalars[(matrix * columns + column) * rows + row] == x.scalars[place] else {
        Issue.record("place \(place) of \(shape)")
        return
      }
    }
  }

  /// The place in a smaller shape that is repeated at a place of a larger one.
  private func position(_ place: Int, in shape: Shape, of target: Shape) -> Int {
    var (rest, result, step) = (place, 0, 1)
    for offset in stride(from: 1, through: target.rank, by: 1) {
      if target[-offset] != 1 { result += rest % shape[-offset] * step }
      step *= target[-offset]
      rest /= shape[-offset]
    }
    return result
  }
}
