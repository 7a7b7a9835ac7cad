import TestSupport
import Tensors
import Testing

@Suite struct TensorTests {
  @Test("operands are repeated to their common shape")
  func broadcasting() {
    let matrix = Tensor<Double>(shape: [2, 3], scalars: [1, 2, 3, 4, 5, 6])
    let row = Tensor<Double>([10, 20, 30])
    let column = Tensor<Double>(shape: [2, 1], scalars: [100, 200])
    #expect((matrix + row).scalars == [11, 22, 33, 14, 25, 36])
    #expect((row + matrix).scalars == [11, 22, 33, 14, 25, 36])
    #expect((matrix - column).scalars == [-99, -98, -97, -196, -195, -194])
    #expect((column * row).shape == [2, 3])
    #expect((column * row).scalars == [1000, 2000, 3000, 2000, 4000, 6000])
  }

  @Test("shapes that cannot be repeated to a common one are named")
  func incompatibleShapes() {
    #expect(throws: ShapeError.notBroadcastable([2, 3], [4])) { try Shape.broadcast([2, 3], [4]) }
  }

  @Test("summing to a shape is the adjoint of repeating to it", arguments: 0..<20 as Range<UInt64>)
  func summingIsAdjointOfBroadcasting(seed: UInt64) {
    let (small, large): (Shape, Shape) =
      [
        ([3], [2, 3]), ([2, 1], [2, 3]), ([], [2, 3]), ([4, 1, 2], [5, 4, 3, 2]),
        ([1, 3], [2, 3]),
      ][Int(seed % 5)]
    let x = randomTensor(small, seed: seed)
    let y = randomTensor(large, seed: seed + 100)
    let left = (x.broadcast(to: large) * y).sum
    let right = (x * y.summed(to: small)).sum
    #expect(abs(left - right) < 1e-12 * (1 + abs(left)))
  }

  @Test(
    "every kind of matrix product is the one of the definition", arguments: 0..<16 as Range<UInt64>)
  func products(seed: UInt64) {
    let transposes = (seed & 1 == 1, seed & 2 == 2)
    let batch: Shape = seed & 4 == 4 ? [3] : []
    let otherBatch: Shape = seed & 8 == 8 ? [3] : []
    let a = randomTensor(batch + (transposes.0 ? [5, 2] : [2, 5]), seed: seed)
    let b = randomTensor(otherBatch + (transposes.1 ? [4, 5] : [5, 4]), seed: seed + 50)
    let product = a.matrixProduct(b, transposingSelf: transposes.0, transposingOther: transposes.1)
    let count = max(batch.count, otherBatch.count)
    #expect(product.shape == (batch.rank + otherBatch.rank > 0 ? [3, 2, 4] : [2, 4]))
    for index in 0..<count {
      let left = matrix(a, batch.rank > 0 ? index : 0, transposes.0)
      let right = matrix(b, otherBatch.rank > 0 ? index : 0, transposes.1)
      let expected = DenseMatrix.product(left, right).scalars
      #expect(disagreement(Array(product.scalars[index * 8..<index * 8 + 8]), expected) < 1e-13)
    }
  }

  @Test("softmax is finite and sums to one for huge numbers")
  func softmaxOfHugeNumbers() {
    let probabilities = Tensor<Float>(shape: [1, 3], scalars: [1e30, -1e30, 1e30]).softmax()
    #expect(probabilities.scalars == [0.5, 0, 0.5])
  }

  @Test("transposing twice changes nothing", arguments: 0..<5 as Range<UInt64>)
  func transposition(seed: UInt64) {
    let x = randomTensor([2, 3, 4], seed: seed)
    #expect(x.transposed().transposed() == x)
    #expect(x.transposed().shape == [2, 4, 3])
  }

  private func matrix(_ x: Tensor<Double>, _ index: Int, _ transposed: Bool) -> Tensor<Double> {
    let plane = x.shape.rank == 2 ? x : x.slice(index..<index + 1).reshaped(x.shape.dropFirst())
    return transposed ? plane.transposed() : plane
  }
}
