import RealModule
import Tensors

/// A sine with noise on [0, 2 pi], whose inputs leave out the gap: a model should be unsure there.
func gappedSinusoid(
  count: Int, noise: Double, gap: ClosedRange<Double>, random: inout RandomStream
) throws(DatasetError) -> Dataset<Double> {
  // Draw on the two pieces laid end to end, then move the right piece to its place.
  let left = min(max(gap.lowerBound, 0), 2 * .pi)
  let right = min(max(gap.upperBound, left), 2 * .pi)
  var inputs: [Double] = []
  var outputs: [Double] = []
  for _ in 0..<count {
    let position = random.uniform() * (2 * .pi - (right - left))
    let x = position < left ? position : position + (right - left)
    inputs.append(x)
    outputs.append(.sin(x) + noise * random.normal())
  }
  return try Dataset(
    inputs: Tensor(shape: [count, 1], scalars: inputs),
    targets: .values(Tensor(shape: [count, 1], scalars: outputs)), inputNames: ["x"],
    targetNames: ["y"])
}
