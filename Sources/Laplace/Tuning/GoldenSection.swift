/// The least value of a function between two places, by golden sections (Kiefer, 1953).
///
/// A function with one valley between the places is followed to its bottom; one with several to the bottom
/// of one of them.
public struct GoldenSection<Value> {
  /// A place, and what the function gives there.
  public typealias Point = (place: Double, value: Value)

  private let cost: (Value) -> Double
  private let function: (Double) throws -> Value

  /// A function, and what is to be small of its values; an infinite cost keeps away from a place.
  public init(cost: @escaping (Value) -> Double, of function: @escaping (Double) throws -> Value) {
    self.cost = cost
    self.function = function
  }

  /// The best place found between two others, starting from one between them that may be an end, once they
  /// are no farther apart than the tolerance.
  public func minimum(
    between low: Double, _ start: Point, _ high: Double, tolerance: Double
  ) throws -> Point {
    let ratio = (3 - 5.0.squareRoot()) / 2
    var (low, middle, high) = (low, start, high)
    while high - low > tolerance {
      let isUpper = high - middle.place > middle.place - low
      let place =
        isUpper
        ? middle.place + ratio * (high - middle.place) : middle.place - ratio * (middle.place - low)
      let next = (place: place, value: try function(place))
      if cost(next.value) < cost(middle.value) {
        if isUpper { low = middle.place } else { high = middle.place }
        middle = next
      } else {
        if isUpper { high = place } else { low = place }
      }
    }
    return middle
  }
}
