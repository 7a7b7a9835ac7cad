import Tensors

/// Eigenpairs of a large symmetric matrix that is known by its products with blocks of vectors.
///
/// The block Lanczos method (Golub and Underwood, 1977) with full reorthogonalisation: the basis stays
/// orthonormal to rounding, and a block finds eigenvalues of its own multiplicity. Vectors are rows.
public struct BlockLanczos: Sendable {
  /// The next vectors to multiply, orthonormal, one in each row; none when the space is exhausted.
  public private(set) var block: Tensor<Double>
  /// The order of the matrix.
  public let order: Int
  /// An orthonormal basis of the space seen so far.
  private var basis: [Double] = []
  private var basisCount = 0
  /// `Q A Qᵀ`, row by row.
  private var projected: [[Double]] = []
  /// How the last block leaves the space: `A V = … + R V′`.
  private var coupling = Tensor<Double>.zeros([0, 0])
  private var random: RandomStream

  /// Starts from random vectors.
  public init(order: Int, blockSize: Int, seed: UInt64 = 0) {
    self.order = order
    random = RandomStream(seed: seed)
    let count = min(order, blockSize)
    block = .zeros([0, order])
    let start = Tensor(
      shape: [count, order], scalars: (0..<count * order).map { _ in random.normal() })
    block = orthonormalized(start, scale: start.largestRow).rows
  }

  /// The number of basis vectors whose products are known.
  public var dimension: Int { projected.count }

  /// Takes the products `A V` of the current block, one in each row, and makes the next block.
  public mutating func advance(products: Tensor<Double>) {
    let size = block.shape[0]
    let first = basisCount
    basis += block.scalars
    basisCount += size
    let space = Tensor(shape: [basisCount, order], scalars: basis)
    let coefficients = products.matrixProduct(space, transposingOther: true)
    for row in 0..<size {
      let values = (0..<basisCount).map { coefficients[row, $0] }
      projected.append(values)
      for column in 0..<first { projected[column].append(values[column]) }
    }
    // The rows of this block see each other's columns only now.
    for row in 0..<size {
      for column in row + 1..<max(row + 1, size) {
        let mean =
          0.5 * (projected[first + row][first + column] + projected[first + column][first + row])
        projected[first + row][first + column] = mean
        projected[first + column][first + row] = mean
      }
    }
    var rest = products
    for _ in 0..<2 {
      let overlap = rest.matrixProduct(space, transposingOther: true)
      rest.add(overlap.matrixProduct(space), scaledBy: -1)
    }
    let next =
      basisCount < order
      ? orthonormalized(rest, scale: products.largestRow)
      : (.zeros([0, order]), .zeros([size, 0]))
    (block, coupling) = (next.rows, next.coefficients)
  }

  /// The approximate eigenpairs, largest absolute value first, with the norm of `A y - θ y` of each.
  public func pairs() throws(LinearAlgebraError) -> [RitzPair] {
    let count = dimension
    guard count > 0 else { return [] }
    let eigen = try SymmetricEigen(
      Tensor(shape: [count, count], scalars: projected.flatMap(\.self)))
    let size = coupling.shape[0]
    return (0..<count).map { index in
      let coefficients = (0..<count).map { eigen.vectors[index, $0] }
      let last = Tensor(shape: [1, size], scalars: Array(coefficients.suffix(size)))
      return RitzPair(
        value: eigen.values[index], coefficients: coefficients,
        residual: last.matrixProduct(coupling).squaredNorm.squareRoot())
    }.sorted { abs($0.value) > abs($1.value) }
  }

  /// The vectors of approximate eigenpairs, one in each row.
  public func vectors(of pairs: [RitzPair]) -> Tensor<Double> {
    let coefficients = Tensor(
      shape: [pairs.count, dimension], scalars: pairs.flatMap(\.coefficients))
    return coefficients.matrixProduct(
      Tensor(shape: [dimension, order], scalars: Array(basis.prefix(dimension * order))))
  }

  /// Rows made orthonormal, to each other and to the basis, with the coefficients that give the rows
  /// back; rows that, next to a length, add no direction are left out.
  private func orthonormalized(
    _ rows: Tensor<Double>, scale: Double
  ) -> (rows: Tensor<Double>, coefficients: Tensor<Double>) {
    let count = rows.shape[0]
    let space = Tensor(shape: [basisCount, order], scalars: basis)
    var kept: [Tensor<Double>] = []
    var coefficients = [[Double]](repeating: [], count: count)
    for row in 0..<count {
      var vector = rows.slice(row..<row + 1)
      for _ in 0..<2 {
        for (index, other) in kept.enumerated() {
          let overlap = vector.matrixProduct(other, transposingOther: true).item
          vector.add(other, scaledBy: -overlap)
          if index < coefficients[row].count {
            coefficients[row][index] += overlap
          } else {
            coefficients[row].append(overlap)
          }
        }
        if basisCount > 0 {
          let overlap = vector.matrixProduct(space, transposingOther: true)
          vector.add(overlap.matrixProduct(space), scaledBy: -1)
        }
      }
      let norm = vector.squaredNorm.squareRoot()
      guard norm > 1e-12 * scale, norm > 0 else { continue }
      coefficients[row].append(norm)
      kept.append((1 / norm) * vector)
    }
    let padded = coefficients.flatMap {
      $0 + [Double](repeating: 0, count: kept.count - $0.count)
    }
    return (
      kept.isEmpty ? .zeros([0, order]) : .concatenated(kept),
      Tensor(shape: [count, kept.count], scalars: padded)
    )
  }
}

extension Tensor<Double> {
  /// The length of the longest row of a matrix.
  fileprivate var largestRow: Double {
    (0..<shape[0]).map { slice($0..<$0 + 1).squaredNorm.squareRoot() }.max() ?? 0
  }
}

/// An approximate eigenpair from a space of vectors.
public struct RitzPair: Sendable {
  /// The eigenvalue θ.
  public let value: Double
  /// The vector y in the basis of the space.
  let coefficients: [Double]
  /// `‖A y - θ y‖`, a bound on the distance from θ to the nearest eigenvalue.
  public let residual: Double
}
