import Tensors

/// Curvature of one structure, summed over data in Double.
///
/// Laws: adding the batches of a data set one by one gives the same as any other split of it. A new
/// structure is one new conforming type.
public protocol CurvatureSum: Sendable {
  /// The structure that is kept.
  var structure: HessianStructure { get }

  /// The parameters that the curvature is about.
  var selection: ParameterSelection { get }

  /// Adds the curvature of a batch whose cotangents are the columns of its square root.
  mutating func add<Scalar: TensorScalar>(_ sweep: NetworkSweep<Scalar>)

  /// Adds the curvature of a batch that is known by its products with vectors, one in each row.
  mutating func add(products: (Tensor<Double>) throws -> Tensor<Double>) throws

  /// Ends a pass over the data, and says whether the structure wants to see the data once more.
  mutating func finishPass() throws -> Bool

  /// How often the prior counts beside the curvature: 1 unless the curvature stands for a part of the
  /// data.
  var priorScale: Double { get }

  /// The bytes that the sum takes.
  var byteCount: Int { get }

  /// The numbers that make up the sum, by name, for writing it down.
  var tensors: [(name: String, tensor: Tensor<Double>)] { get }
}

extension CurvatureSum {
  /// One pass is enough.
  public mutating func finishPass() throws -> Bool { false }

  /// The prior counts once.
  public var priorScale: Double { 1 }

  /// As many as its numbers take that are written down.
  public var byteCount: Int {
    tensors.reduce(0) { $0 + $1.tensor.count } * MemoryLayout<Double>.stride
  }
}

/// Curvature whose sums over two parts of the data add up to the sum over the whole.
public protocol MergeableCurvature: CurvatureSum {
  /// Adds the curvature of other data.
  mutating func add(_ other: Self)
}
