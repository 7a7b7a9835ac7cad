import Tensors

/// A tensor of standard normal numbers.
package func randomTensor<Scalar: TensorScalar>(
  _ shape: Shape, seed: UInt64, as type: Scalar.Type = Double.self
) -> Tensor<Scalar> {
  var random = RandomStream(seed: seed)
  return Tensor(shape: shape, scalars: (0..<shape.count).map { _ in Scalar(random.normal()) })
}

/// A random symmetric matrix whose smallest eigenvalue is at least `floor`.
package func randomPositiveDefinite(
  order: Int, floor: Double = 0.1, seed: UInt64
) -> Tensor<Double> {
  let root = randomTensor([order + 2, order], seed: seed)
  var matrix = root.gram()
  for index in 0..<order { matrix.scalars[index * (order + 1)] += floor }
  return matrix
}
