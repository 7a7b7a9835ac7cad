import LinearAlgebra
import TestSupport
import Tensors
import Testing

@Suite struct FactorizationTests {
  @Test("a Cholesky factor whitens: X A⁻¹ Yᵀ is a product of whitened rows", arguments: 1..<12)
  func whitening(order: Int) throws {
    let matrix = randomPositiveDefinite(order: order, seed: UInt64(order))
    let x = randomTensor([3, order], seed: 50)
    let y = randomTensor([2, order], seed: 51)
    let cholesky = try Cholesky(matrix)
    let found = cholesky.whitened(x).matrixProduct(cholesky.whitened(y), transposingOther: true)
    let (inverse, logDeterminant) = DenseMatrix.inverse(matrix)
    let expected = DenseMatrix.product(DenseMatrix.product(x, inverse), y.transposed())
    #expect(disagreement(found.scalars, expected.scalars) < 1e-10)
    #expect(abs(cholesky.logDeterminant - logDeterminant) < 1e-10)
    #expect(
      disagreement(cholesky.solve(x).scalars, DenseMatrix.product(x, inverse).scalars) < 1e-10)
  }

  @Test("a symmetric matrix in half of a square is the same matrix", arguments: 0..<12)
  func packed(order: Int) throws {
    let matrix = randomPositiveDefinite(order: order, seed: UInt64(order) + 10)
    var garbage = matrix
    for row in 0..<order { for column in 0..<row { garbage.scalars[row * order + column] = 7 } }
    var packed = SymmetricMatrix(upperTriangle: garbage)
    #expect(packed.square == matrix)
    packed.addToDiagonal((0..<order).map(Double.init))
    var shifted = matrix
    for row in 0..<order { shifted.scalars[row * (order + 1)] += Double(row) }
    #expect(packed.square == shifted)
    let cholesky = try Cholesky(packed)
    let inverse = DenseMatrix.inverse(shifted).matrix
    #expect(disagreement(cholesky.inverse().scalars, inverse.scalars) < 1e-10)
    let single = SymmetricMatrix(upperTriangle: matrix.converted(to: Float.self))
    #expect(single.square == matrix.converted(to: Float.self))
  }

  @Test("eigenvectors and eigenvalues make up the matrix", arguments: 1..<12)
  func eigendecomposition(order: Int) throws {
    let matrix = randomPositiveDefinite(order: order, seed: UInt64(order) + 20)
    let eigen = try SymmetricEigen(matrix)
    let scaled = eigen.vectors * Tensor(shape: [order, 1], scalars: eigen.values)
    let rebuilt = DenseMatrix.product(eigen.vectors.transposed(), scaled)
    #expect(disagreement(rebuilt.scalars, matrix.scalars) < 1e-12)
    #expect(disagreement(try SymmetricEigen.values(of: matrix), eigen.values) < 1e-12)
    #expect(eigen.values == eigen.values.sorted())
  }

  @Test("Float factorisations agree with Double to what Float holds", arguments: 1..<8)
  func singlePrecision(order: Int) throws {
    let matrix = randomPositiveDefinite(order: order, floor: 1, seed: UInt64(order) + 30)
    let single = try SymmetricEigen(matrix.converted(to: Float.self))
    let values = try SymmetricEigen.values(of: matrix)
    #expect(disagreement(single.values.map(Double.init), values) < 1e-5)
    let factor = try Cholesky(matrix.converted(to: Float.self))
    #expect(abs(Double(factor.logDeterminant) - (try Cholesky(matrix).logDeterminant)) < 1e-4)
  }

  @Test("an indefinite matrix is refused, naming the minor")
  func indefiniteMatrix() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try Cholesky(Tensor<Double>(shape: [2, 2], scalars: [1, 2, 2, 1]))
    }
  }

  @Test("a matrix with a number that is not finite is refused")
  func nonFiniteMatrix() {
    let matrix = Tensor<Double>(shape: [2, 2], scalars: [1, .nan, .nan, 1])
    #expect(throws: LinearAlgebraError.notFinite(order: 2)) { try Cholesky(matrix) }
    #expect(throws: LinearAlgebraError.notFinite(order: 2)) { try SymmetricEigen(matrix) }
  }
}
