import RealModule
import Tensors

/// Pairs of items, even on [-3, 3] along each of their numbers, of which one is preferred by chance.
///
/// The score of an item is `u(x) = 3 sin x₁ + x₂ - x₃ + x₄ - …`; the first item of a pair is preferred with
/// probability `sigmoid((u₀ - u₁)/noise)`, without noise where its score is not below the other's.
func preferencePairs(
  count: Int, inputs: Int, noise: Double, random: inout RandomStream
) throws(DatasetError) -> Dataset<Double> {
  var scalars: [Double] = []
  var labels: [Int] = []
  for _ in 0..<count {
    let items = (0..<2).map { _ in (0..<inputs).map { _ in 6 * random.uniform() - 3 } }
    let difference = preferenceScore(items[0]) - preferenceScore(items[1])
    let level = random.uniform()
    let isFirst = noise > 0 ? level * (1 + .exp(-difference / noise)) < 1 : difference >= 0
    labels.append(isFirst ? 0 : 1)
    scalars += items[0] + items[1]
  }
  return try Dataset(
    inputs: Tensor(shape: [count, 2, inputs], scalars: scalars),
    targets: .classes(labels, classCount: 2), targetNames: ["preferred"],
    classNames: ["first", "second"])
}

/// The score of an item.
func preferenceScore(_ item: [Double]) -> Double {
  item.enumerated().reduce(0) { sum, number in
    switch number.offset {
    case 0: 3 * .sin(number.element)
    case let place: sum + (place.isMultiple(of: 2) ? -1 : 1) * number.element
    }
  }
}
