/// The largest difference between two lists, relative to the largest number of the expected one.
///
/// Numbers that come out of sums are as exact as the largest of them, so small entries are not held to
/// their own size. Lists of different lengths and NaN never agree.
package func disagreement(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let scale = expected.map(abs).max() ?? 0
  let largest = zip(found, expected).map { abs($0 - $1) }.reduce(0) { $0 > $1 ? $0 : $1 }
  if zip(found, expected).contains(where: { $0.isNaN || $1.isNaN }) { return .infinity }
  return scale > 0 ? largest / scale : largest
}

/// The difference between two numbers, relative to the expected one.
package func disagreement(_ found: Double, _ expected: Double) -> Double {
  disagreement([found], [expected])
}
