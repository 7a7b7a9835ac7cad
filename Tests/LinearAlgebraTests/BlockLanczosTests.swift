import LinearAlgebra
import TestSupport
import Tensors
import Testing

@Suite struct BlockLanczosTests {
  @Test("the leading eigenpairs are those of the dense matrix", arguments: 0..<8 as Range<UInt64>)
  func leadingPairs(seed: UInt64) throws {
    let order = 60
    let root = randomTensor([order, order], seed: seed)
    let matrix = 0.5 * (root + root.transposed())
    var lanczos = BlockLanczos(order: order, blockSize: 5, seed: seed)
    while lanczos.block.shape[0] > 0 {
      lanczos.advance(products: lanczos.block.matrixProduct(matrix))
    }
    let found = try lanczos.pairs()
    let expected = try SymmetricEigen.values(of: matrix).sorted { abs($0) > abs($1) }
    #expect(found.count == order)
    #expect(disagreement(found.map(\.value), expected) < 1e-12)
    let vectors = lanczos.vectors(of: Array(found.prefix(7)))
    let products = vectors.matrixProduct(matrix)
    let scaled = vectors * Tensor(shape: [7, 1], scalars: found.prefix(7).map(\.value))
    #expect(disagreement(products.scalars, scaled.scalars) < 1e-10)
    let gram = vectors.matrixProduct(vectors, transposingOther: true)
    let identity = (0..<49).map { $0 % 8 == 0 ? 1.0 : 0 }
    #expect(disagreement(gram.scalars, identity) < 1e-11)
  }

  @Test("the residual bounds the distance to an eigenvalue", arguments: 0..<8 as Range<UInt64>)
  func residuals(seed: UInt64) throws {
    let order = 80
    let root = randomTensor([order, order], seed: seed)
    let matrix = root.matrixProduct(root, transposingOther: true)
    let exact = try SymmetricEigen.values(of: matrix)
    var lanczos = BlockLanczos(order: order, blockSize: 4, seed: seed)
    for _ in 0..<6 { lanczos.advance(products: lanczos.block.matrixProduct(matrix)) }
    for pair in try lanczos.pairs() {
      let distance = exact.map { abs($0 - pair.value) }.min() ?? .infinity
      #expect(distance <= pair.residual * (1 + 1e-9) + 1e-9)
    }
  }

  @Test("a matrix of low rank ends the iteration early, equal eigenvalues all found")
  func lowRank() throws {
    let order = 50
    var matrix = Tensor<Double>.zeros([order, order])
    for place in 0..<6 { matrix.scalars[place * (order + 1)] = 3 }
    var lanczos = BlockLanczos(order: order, blockSize: 8)
    var passes = 0
    while lanczos.block.shape[0] > 0, passes < 10 {
      lanczos.advance(products: lanczos.block.matrixProduct(matrix))
      passes += 1
    }
    #expect(passes <= 3)
    let values = try lanczos.pairs().map(\.value).filter { $0 > 1 }
    #expect(disagreement(values, [3, 3, 3, 3, 3, 3]) < 1e-12)
  }
}
