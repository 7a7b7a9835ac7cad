import LinearAlgebra
import Tensors

/// The part of the curvature in the directions of its largest absolute eigenvalues, `H ≈ Uᵀ S U`.
///
/// A Lanczos iteration multiplies H with a block of vectors in each pass over the data; H is never
/// formed.
public struct LowRankCurvature: CurvatureSum {
  /// The parameters that the curvature is about.
  public let selection: ParameterSelection
  /// How many eigenpairs were asked for.
  public let structure: HessianStructure
  /// The eigenvalues, largest absolute value first.
  public private(set) var eigenvalues: [Double] = []
  /// The eigenvectors, one in each row: (K, P).
  public private(set) var eigenvectors: Tensor<Double>
  /// The trace of H, where it is positive semidefinite and so measures what was left out.
  public private(set) var trace: Double?
  /// The largest absolute eigenvalue that was left out, as far as the iteration saw.
  public private(set) var firstOmitted = 0.0
  /// The largest `‖H u - s u‖` of the eigenpairs kept.
  public private(set) var residual = 0.0

  private var iteration: BlockLanczos?
  private var products = Tensor<Double>.zeros([0, 0])
  private var diagonal: DiagonalCurvature?

  /// The residual, relative to the largest eigenvalue, at which an eigenpair counts as found.
  private static let tolerance = 1e-9

  /// The curvature of no data.
  public init(_ selection: ParameterSelection, rank: Int?, tolerance: Double) {
    self.selection = selection
    structure = .lowRank(rank: rank, tolerance: tolerance)
    eigenvectors = .zeros([0, selection.count])
    let size = min(selection.count, max(8, (rank ?? 24) / 3))
    let lanczos = BlockLanczos(order: selection.count, blockSize: size)
    products = .zeros(lanczos.block.shape)
    iteration = lanczos
    diagonal = DiagonalCurvature(selection)
  }

  /// Adds a batch's part of the products `H V = Σ Gᵀ (G Vᵀ)ᵀ` of the current block.
  public mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>) {
    guard let iteration else { return }
    if iteration.dimension == 0 { diagonal?.add(sweep) }
    let vectors = iteration.block.converted(to: Scalar.self)
    let factors = sweep.factors(for: selection)
    let batch = sweep.outputs.shape[0]
    let size = max(1, min(64, (8 << 20) / max(1, selection.count * sweep.cotangentCount)))
    for start in stride(from: 0, to: batch, by: size) {
      let gradients = sweep.gradients(
        start..<min(batch, start + size), of: selection, in: factors)
      let rows = gradients.reshaped(
        [gradients.shape[0] * gradients.shape[1], selection.count])
      let overlaps = rows.matrixProduct(vectors, transposingOther: true)
      products.accumulate(overlaps.matrixProduct(rows, transposingSelf: true))
    }
  }

  /// Adds a batch's part of the products of the current block.
  public mutating func add(products batch: (Tensor<Double>) throws -> Tensor<Double>) throws {
    guard let iteration else { return }
    diagonal = nil
    products.add(try batch(iteration.block))
  }

  /// Extends the space by the products, until the eigenpairs asked for are found.
  public mutating func finishPass() throws -> Bool {
    guard var lanczos = iteration else { return false }
    lanczos.advance(products: products)
    let pairs = try lanczos.pairs()
    let wanted = wanted(pairs)
    let largest = abs(pairs.first?.value ?? 0)
    let isFound = wanted.allSatisfy { $0.residual <= Self.tolerance * largest }
    // Without a rank, one pair below the threshold shows that all above it were seen.
    let seesEnd =
      switch structure {
      case .lowRank(let rank?, _): wanted.count == min(rank, selection.count)
      default: wanted.count < pairs.count
      }
    let isExhausted = lanczos.block.shape[0] == 0
    let limit = max(4 * wanted.count + 64, 256)
    guard isExhausted || (isFound && seesEnd) || lanczos.dimension >= limit else {
      products = .zeros(lanczos.block.shape)
      iteration = lanczos
      return true
    }
    eigenvalues = wanted.map(\.value)
    eigenvectors = lanczos.vectors(of: wanted)
    residual = wanted.map(\.residual).max() ?? 0
    firstOmitted = wanted.count < pairs.count ? abs(pairs[wanted.count].value) : 0
    trace = diagonal.map { $0.diagonal.reduce(0, +) }
    (iteration, diagonal) = (nil, nil)
    products = .zeros([0, 0])
    return false
  }

  /// The part of the trace that was left out; nil where negative eigenvalues leave it without meaning.
  public var omittedFraction: Double? {
    trace.map { trace in
      trace > 0 ? max(0, 1 - eigenvalues.reduce(0, +) / trace) : 0
    }
  }

  private func wanted(_ pairs: [RitzPair]) -> [RitzPair] {
    guard case .lowRank(let rank, let tolerance) = structure else { return pairs }
    if let rank { return Array(pairs.prefix(rank)) }
    let largest = abs(pairs.first?.value ?? 0)
    return Array(pairs.prefix { abs($0.value) >= tolerance * largest && largest > 0 })
  }

  /// The eigenpairs under `eigenvalues` and `eigenvectors`, and what was left out under `omitted`.
  public var tensors: [(name: String, tensor: Tensor<Double>)] {
    [
      ("eigenvalues", Tensor(eigenvalues)), ("eigenvectors", eigenvectors),
      ("omitted", Tensor([firstOmitted, residual] + (trace.map { [$0] } ?? []))),
    ]
  }

  /// The curvature with eigenpairs that were written down; nil when they do not fit.
  init?(
    _ selection: ParameterSelection, structure: HessianStructure,
    tensors: [String: Tensor<Double>]
  ) {
    guard let values = tensors["eigenvalues"], let vectors = tensors["eigenvectors"],
      let omitted = tensors["omitted"]?.scalars, omitted.count >= 2, values.shape.rank == 1,
      vectors.shape == [values.count, selection.count]
    else { return nil }
    self.selection = selection
    self.structure = structure
    eigenvalues = values.scalars
    eigenvectors = vectors
    firstOmitted = omitted[0]
    residual = omitted[1]
    trace = omitted.count > 2 ? omitted[2] : nil
  }
}
